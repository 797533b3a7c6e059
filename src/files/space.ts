import { existsSync, statfsSync } from "node:fs";
import { dirname } from "node:path";
import { FileError, reasonOf } from "./errors";

/** Bytes that this user may still write where `folder` is, or would be made. Throws FileError when the disk does not tell. */
export function freeBytes(folder: string): number {
  const nearest = nearestExisting(folder);
  try {
    const { bavail, bsize } = statfsSync(nearest);
    return bavail * bsize;
  } catch (error) {
    throw new FileError(nearest, reasonOf(error, nearest), { cause: error });
  }
}

/** The folder, or the nearest one above it that exists. */
export function nearestExisting(folder: string): string {
  const parent = dirname(folder);
  return existsSync(folder) || parent === folder ? folder : nearestExisting(parent);
}
