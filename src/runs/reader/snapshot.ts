import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { RunManifest } from "../../protocol/manifest";
import type { RunSnapshot } from "../../protocol/queries";
import { shownStatus } from "../manifest";
import type { RunFiles } from "./run-files";

/** What is known of a run without reading its data. */
export function snapshotOf(run: RunFiles, manifest: RunManifest, config: ConfigWatch): RunSnapshot {
  return {
    manifest,
    shownStatus: shownStatus(manifest),
    binsReadable: run.bins,
    stamp: run.stamp,
    troubles: run.troubles,
    configChanged: config.changed(manifest),
  };
}

/** Tells whether a run's config is still the one that ran; its digest is computed again only when the file was written. */
export class ConfigWatch {
  private stamp = "";
  private digest = "";

  constructor(private readonly folder: string) {}

  /** null when the config is gone or cannot be read. */
  changed({ config, config_sha256: ran }: RunManifest): boolean | null {
    const file = resolve(this.folder, config);
    try {
      const { mtimeMs, size, ino } = statSync(file);
      const stamp = `${file} ${mtimeMs} ${size} ${ino}`;
      if (stamp !== this.stamp) {
        this.digest = createHash("sha256").update(readFileSync(file)).digest("hex");
        this.stamp = stamp;
      }
    } catch {
      return null;
    }
    return this.digest !== ran;
  }
}
