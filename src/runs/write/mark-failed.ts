import { join } from "node:path";
import { replaceFile } from "../../files/replace";
import { MANIFEST_FILE, type RunManifest } from "../../protocol/manifest";
import { manifestText } from "./manifest-file";
import { readManifest } from "../manifest/read";

/**
 * Marks a run as failed when its thread died. Its bins and totals stay those of its last manifest, which agree with each other;
 * its arrays may hold the bins of one more second. A run that has ended is left as it is.
 * Returns the manifest that is then on disk; throws RunDamagedError or FileError where there is none.
 */
export function markFailed(folder: string, message: string): RunManifest {
  const manifest = readManifest(folder);
  if (manifest.status !== "running") return manifest;
  const failed: RunManifest = { ...manifest, status: "failed", updated: new Date().toISOString(), error: { message } };
  replaceFile(join(folder, MANIFEST_FILE), manifestText(failed));
  return failed;
}
