import { stat } from "node:fs/promises";
import * as path from "node:path";
import { mayOpen, type FileAccess } from "../../files/access";
import { MANIFEST_FILE, type RunManifest, type ShownStatus } from "../../protocol/manifest";
import { visible } from "../../text/display";
import { configName } from "../shared/names";
import { runsRoots } from "../shared/settings";

/** A run folder with its manifest, or with the `damage` that makes it unreadable. */
export type RunRecord = ReadableRun | DamagedRun;

/** A run whose manifest can be read. */
export interface ReadableRun {
  readonly folder: string;
  readonly manifest: RunManifest;
  readonly status: ShownStatus;
  /** Absolute path of the config, which may be missing. */
  readonly configFile: string;
  /** Whether the config exists and may be read. */
  readonly hasConfig: boolean;
}

/** A run whose manifest cannot be read. */
export interface DamagedRun {
  readonly folder: string;
  readonly manifest: null;
  readonly damage: string;
}

/** Maximum number of cached manifests; one of 1000 neurons is about 4 kB. */
const KEPT = 2000;

/** After these ends, the last manifest may cover fewer bins than the arrays. */
const FELL_BEHIND: readonly ShownStatus[] = ["interrupted", "failed"];

/** What run records need from the rest of the extension. */
export interface RecordServices {
  /** Which files may be read now. */
  access(): FileAccess;
  /** The manifest of a run whose process is gone, with figures over all bins in its arrays. */
  asRead(folder: string): Promise<RunManifest>;
}

interface Kept {
  readonly stamp: string;
  readonly manifest: RunManifest;
  /** Whether the figures cover the arrays; a killed run's last manifest may cover less. */
  readonly asRead: boolean;
}

/** Caches manifests, read without blocking and again only when they change. */
export class RunRecords {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly services: RecordServices) {}

  async read(folder: string): Promise<RunRecord> {
    const { configOfRun, RunDamagedError, shownStatus } = await import("../lazy");
    const access = this.services.access();
    const file = path.join(folder, MANIFEST_FILE);
    try {
      const manifest = await this.manifestOf(folder, access);
      const { file: configFile, found: hasConfig } = await configOfRun(folder, manifest.config, {
        access,
        runsRoots: runsRoots(),
      });
      return { folder, manifest, status: shownStatus(manifest), configFile, hasConfig };
    } catch (error) {
      return {
        folder,
        manifest: null,
        damage: error instanceof RunDamagedError ? error.message : `${file} cannot be read.`,
      };
    }
  }

  private async manifestOf(folder: string, access: FileAccess): Promise<RunManifest> {
    const { forReaders, readManifestAsync, shownStatus } = await import("../lazy");
    const stamp = await stampOf(path.join(folder, MANIFEST_FILE), access);
    let found = this.kept.get(folder);
    if (found?.stamp !== stamp)
      found = { stamp, manifest: forReaders(await readManifestAsync(folder, access)), asRead: false };
    if (!found.asRead && FELL_BEHIND.includes(shownStatus(found.manifest))) {
      const { manifest } = found;
      found = { stamp, manifest: await this.services.asRead(folder).catch(() => manifest), asRead: true };
    }
    this.kept.delete(folder);
    this.kept.set(folder, found);
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value ?? folder);
    return found.manifest;
  }
}

/** Changes when the file is written, or when access to it changes. */
async function stampOf(file: string, access: FileAccess): Promise<string> {
  const { mtimeMs, size, ino } = mayOpen(file, access) ? await stat(file) : { mtimeMs: 0, size: 0, ino: 0 };
  return `${mtimeMs} ${size} ${ino}`;
}

/** `two-neurons · run 7`: a run's title in tabs and messages. */
export function runTitle(configFile: string, manifest: RunManifest): string {
  return visible(`${configName(configFile)} · run ${manifest.run_number}`);
}
