import { closeSync, fsyncSync, openSync, renameSync, unlinkSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { FileError, reasonOf } from "./errors";

let serial = 0;

/**
 * Writes a file so that a reader sees either the old contents or the new, never a part, whatever happens meanwhile:
 * a temporary file beside it is written, synced to disk and renamed over it. Throws FileError; the old file is then as it was.
 */
export function replaceFile(path: string, bytes: Uint8Array | string): void {
  const temporary = `${path}.${process.pid}-${++serial}.tmp`;
  try {
    writeSynced(temporary, typeof bytes === "string" ? Buffer.from(bytes) : bytes);
    renameSync(temporary, path);
  } catch (error) {
    unlinkIfThere(temporary);
    throw new FileError(path, reasonOf(error, path), { cause: error });
  }
  syncFolder(dirname(path));
}

function writeSynced(path: string, bytes: Uint8Array): void {
  const descriptor = openSync(path, "wx");
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function unlinkIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It was never made, or is already gone: what mattered is reported by the caller.
  }
}

/** Makes the rename itself last; where a folder cannot be opened (Windows) or synced, the file system sees to it. */
function syncFolder(folder: string): void {
  let descriptor: number;
  try {
    descriptor = openSync(folder, "r");
  } catch {
    return;
  }
  try {
    fsyncSync(descriptor);
  } catch {
    // Some network file systems refuse this; the file itself is whole.
  } finally {
    closeSync(descriptor);
  }
}
