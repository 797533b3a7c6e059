import { join } from "node:path";
import { replaceFile } from "../files/replace";
import { MANIFEST_FILE, type RunManifest } from "../protocol/manifest";
import { readManifest } from "../runs/manifest";
import { manifestText } from "../runs/manifest-file";
import { ended } from "../runs/record";

/**
 * Says in the manifest of a run whose thread died that it failed, and why; one that had ended before is left as it is.
 * Returns the manifest. Throws RunDamagedError or FileError when it cannot be read or written.
 */
export function endDeadRun(runFolder: string, message: string): RunManifest {
  const manifest = readManifest(runFolder);
  if (manifest.status !== "running") return manifest;
  const failed = ended(manifest, "failed", { message });
  replaceFile(join(runFolder, MANIFEST_FILE), manifestText(failed));
  return failed;
}
