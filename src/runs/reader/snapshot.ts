import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { MOST_CONFIG_BYTES } from "../../config/decode";
import type { FileAccess } from "../../files/access";
import { FileError } from "../../files/errors";
import { openFile, type OpenFile } from "../../files/open";
import type { RunManifest } from "../../protocol/manifest";
import type { RunSnapshot } from "../../protocol/queries";
import { shownStatus } from "../manifest";
import { forReaders, remarksOn } from "../manifest-schema";
import { asRead } from "./figures";
import type { RunFiles } from "./run-files";

/** What is known of a run, with the figures of the bins that can be read. */
export function snapshotOf(run: RunFiles, manifest: RunManifest, config: ConfigWatch): RunSnapshot {
  const status = shownStatus(manifest);
  const troubles = run.troubles(status === "running" ? 0 : manifest.bins_done);
  return {
    manifest: forReaders(status === "running" || troubles.length > 0 ? manifest : asRead(run, manifest)),
    shownStatus: status,
    binsReadable: run.bins,
    stamp: run.stamp,
    troubles,
    remarks: remarksOn(manifest),
    configChanged: config.changed(manifest),
  };
}

/** Tells whether a run's config is still the one that ran; its digest is computed again only when the file was written. */
export class ConfigWatch {
  private stamp = "";
  private digest = "";

  constructor(
    private readonly folder: string,
    private readonly access: FileAccess,
  ) {}

  /** null when the config is gone; "unknown" when it may not or cannot be read, or is too large to be a config. */
  changed({ config, config_sha256: ran }: RunManifest): RunSnapshot["configChanged"] {
    const path = resolve(this.folder, config);
    try {
      const file = openFile(path, this.access);
      try {
        return this.digestOf(path, file) === null ? "unknown" : this.digest !== ran;
      } finally {
        file.close();
      }
    } catch (error) {
      return error instanceof FileError && (error.code === "ENOENT" || error.code === "ENOTDIR") ? null : "unknown";
    }
  }

  private digestOf(path: string, { status: { mtimeMs, size, ino }, read }: OpenFile): string | null {
    if (size > MOST_CONFIG_BYTES) return null;
    const stamp = `${path} ${mtimeMs} ${size} ${ino}`;
    if (stamp !== this.stamp) {
      this.digest = createHash("sha256").update(read(0, size)).digest("hex");
      this.stamp = stamp;
    }
    return this.digest;
  }
}
