import { join } from "node:path";
import { readNpyHeader } from "../arrays/npy";
import { withFile } from "../files/open";
import { replaceFile } from "../files/replace";
import { MANIFEST_FILE, type RunManifest } from "../protocol/manifest";
import { manifestText } from "./manifest-file";
import { readManifest } from "./manifest";
import { RATES_FILE, SPIKES_FILE } from "./writer";

/**
 * Marks a run as failed whose thread ended without telling so, with the bins that its arrays hold. A run that has ended in order
 * is left as it is. Returns the manifest as it is then on disk; throws RunDamagedError or FileError where there is none.
 */
export function markFailed(folder: string, message: string): RunManifest {
  const manifest = readManifest(folder);
  if (manifest.status !== "running") return manifest;
  const bins = Math.min(rowsOf(join(folder, SPIKES_FILE)), rowsOf(join(folder, RATES_FILE)));
  const failed: RunManifest = {
    ...manifest,
    status: "failed",
    bins_done: Math.min(Math.max(bins, manifest.bins_done), manifest.n_time_bins),
    updated: new Date().toISOString(),
    error: { message },
  };
  replaceFile(join(folder, MANIFEST_FILE), manifestText(failed));
  return failed;
}

function rowsOf(file: string): number {
  try {
    return withFile(file, (source) => readNpyHeader(source).shape[0]);
  } catch {
    return 0;
  }
}
