import { readFile, stat } from "node:fs/promises";
import * as path from "node:path";
import { MANIFEST_FILE, type RunManifest, type ShownStatus } from "../protocol/manifest";
import { visible } from "../text/display";
import { configName } from "./names";

/** A run folder and what its manifest says; `damage` says why there is none. */
export type RunRecord = ReadableRun | DamagedRun;

export interface ReadableRun {
  readonly folder: string;
  readonly manifest: RunManifest;
  readonly status: ShownStatus;
  /** Absolute path of the config, whether it is still there or not. */
  readonly configFile: string;
}

export interface DamagedRun {
  readonly folder: string;
  readonly manifest: null;
  readonly damage: string;
}

/** How many manifests are kept in memory; one of 1000 neurons is about 4 kB. */
const KEPT = 2000;

/** Manifests as they are on disk, read without blocking and again only after they changed. */
export class RunRecords {
  private readonly kept = new Map<string, { readonly stamp: string; readonly manifest: RunManifest }>();

  async read(folder: string): Promise<RunRecord> {
    const { RunDamagedError, shownStatus } = await import("./late");
    const file = path.join(folder, MANIFEST_FILE);
    try {
      const manifest = await this.manifestOf(file);
      return { folder, manifest, status: shownStatus(manifest), configFile: path.resolve(folder, manifest.config) };
    } catch (error) {
      return { folder, manifest: null, damage: error instanceof RunDamagedError ? error.message : `${file} cannot be read.` };
    }
  }

  private async manifestOf(file: string): Promise<RunManifest> {
    const { mtimeMs, size } = await stat(file);
    const stamp = `${mtimeMs} ${size}`;
    const kept = this.kept.get(file);
    if (kept?.stamp === stamp) return kept.manifest;
    const { parseManifest } = await import("./late");
    const manifest = parseManifest(await readFile(file, "utf8"), file);
    this.kept.delete(file);
    this.kept.set(file, { stamp, manifest });
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value ?? file);
    return manifest;
  }
}

/** `two-neurons · run 7`: how a run is called in tabs and messages. */
export function runTitle(configFile: string, manifest: RunManifest): string {
  return visible(`${configName(configFile)} · run ${manifest.run_number}`);
}
