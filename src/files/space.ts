import { existsSync, statfsSync } from "node:fs";
import { dirname } from "node:path";
import { attempt } from "./attempt";

/** Bytes this user can write to the disk of `folder`, which need not exist yet. Throws FileError if that is unknown. */
export function freeBytes(folder: string): number {
  const nearest = nearestExisting(folder);
  const { bavail, bsize } = attempt(nearest, () => statfsSync(nearest));
  return bavail * bsize;
}

/** The folder, or its nearest existing parent. */
export function nearestExisting(folder: string): string {
  const parent = dirname(folder);
  return existsSync(folder) || parent === folder ? folder : nearestExisting(parent);
}
