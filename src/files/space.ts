import { existsSync, statfsSync } from "node:fs";
import { dirname } from "node:path";
import { FileError, reasonOf } from "./errors";

/**
 * Bytes this user can still write to the disk of `folder`, which need not exist yet. Throws FileError when the disk
 * does not report it.
 */
export function freeBytes(folder: string): number {
  const nearest = nearestExisting(folder);
  try {
    const { bavail, bsize } = statfsSync(nearest);
    return bavail * bsize;
  } catch (error) {
    throw new FileError(nearest, reasonOf(error, nearest), { cause: error });
  }
}

/** The folder, or its nearest existing parent. */
export function nearestExisting(folder: string): string {
  const parent = dirname(folder);
  return existsSync(folder) || parent === folder ? folder : nearestExisting(parent);
}
