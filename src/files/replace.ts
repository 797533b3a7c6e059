import { closeSync, fsyncSync, openSync, unlinkSync, writeSync } from "node:fs";
import { open, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { FileError, reasonOf } from "./errors";
import { renameOver, renameOverSync } from "./rename";

let serial = 0;

function temporaryPath(path: string): string {
  return `${path}.${process.pid}-${++serial}.tmp`;
}

/**
 * Writes a file atomically: readers see either the old or the new contents. A temporary file beside it is written,
 * synced to disk and renamed over it. Throws FileError and then leaves the old file as it was. Without `fsync` the new
 * contents survive a crash of this program, but not a power cut within seconds.
 */
export function replaceFile(path: string, bytes: Uint8Array | string, { fsync = true } = {}): void {
  const temporary = temporaryPath(path);
  try {
    writeNew(temporary, bytes, fsync);
    renameOverSync(temporary, path);
  } catch (error) {
    unlinkIfThere(temporary);
    throw new FileError(path, reasonOf(error, path), { cause: error });
  }
  if (fsync) syncFolder(dirname(path));
}

/** Like `replaceFile`, without blocking this thread. A power cut within seconds may bring the old file back. */
export async function replaceFileAsync(path: string, bytes: Uint8Array | string): Promise<void> {
  const temporary = temporaryPath(path);
  try {
    const file = await open(temporary, "wx");
    try {
      await file.writeFile(bytes);
      await file.datasync();
    } finally {
      await file.close();
    }
    await renameOver(temporary, path);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw new FileError(path, reasonOf(error, path), { cause: error });
  }
}

function writeNew(path: string, contents: Uint8Array | string, fsync: boolean): void {
  const bytes = typeof contents === "string" ? Buffer.from(contents) : contents;
  const descriptor = openSync(path, "wx");
  try {
    for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done);
    if (fsync) fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function unlinkIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It was never made or is already gone; the caller reports the actual error.
  }
}

/** Makes the rename durable; where a folder cannot be opened (Windows) or synced, this is up to the file system. */
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
    // Some network file systems refuse this; the file's contents are safe.
  } finally {
    closeSync(descriptor);
  }
}

/** Like `syncFolder`, without blocking this thread. */
export async function syncFolderAsync(path: string): Promise<void> {
  const folder = await open(path, "r").catch(() => null);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}
