import { createHash } from "node:crypto";
import { MOST_CONFIG_BYTES } from "../../config/text/decode";
import { ANYWHERE } from "../../files/access";
import { FileError } from "../../files/errors";
import { type OpenFile, withFile } from "../../files/open";
import type { RunManifest } from "../../protocol/manifest";
import type { RunSnapshot } from "../../protocol/queries";
import { configPlaces, likeliestConfig, type RunPlaces } from "../config-of-run";
import { shownStatus } from "../manifest/read";
import { forReaders, remarksOn } from "../manifest/for-readers";
import { asRead } from "./figures";
import type { RunFiles } from "./run-files";

/** A run's state, with the figures of the bins that can be read. */
export function snapshotOf(run: RunFiles, manifest: RunManifest, config: ConfigWatch): RunSnapshot {
  const status = shownStatus(manifest);
  const fileProblems = run.problems(status === "running" ? 0 : manifest.bins_done);
  return {
    manifest: forReaders(status === "running" || fileProblems.length > 0 ? manifest : asRead(run, manifest)),
    shownStatus: status,
    binsReadable: run.bins,
    stamp: run.stamp,
    fileProblems,
    remarks: remarksOn(manifest),
    ...config.look(manifest),
  };
}

/** Compares a run's config with the one that ran. Its digest is computed again only after the file was written. */
export class ConfigWatch {
  private stamp = "";
  private digest = "";

  constructor(
    private readonly folder: string,
    private readonly places: RunPlaces,
  ) {}

  /** Where the config lies, and whether it changed: null when it is gone, "unknown" when it is too large, or may not or cannot be read. */
  look({ config, config_sha256: ran }: RunManifest): Pick<RunSnapshot, "configFile" | "configChanged"> {
    const paths = configPlaces(this.folder, config, this.places);
    const mayLieElsewhere =
      paths.length < configPlaces(this.folder, config, { ...this.places, access: ANYWHERE }).length;
    for (const path of paths) {
      try {
        const digest = withFile(path, (file) => this.digestOf(path, file), this.places.access);
        return { configFile: path, configChanged: digest === null ? "unknown" : digest !== ran };
      } catch (error) {
        if (!(error instanceof FileError && (error.code === "ENOENT" || error.code === "ENOTDIR")))
          return { configFile: path, configChanged: "unknown" };
      }
    }
    return {
      configFile: likeliestConfig(this.folder, config, this.places),
      configChanged: mayLieElsewhere ? "unknown" : null,
    };
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
