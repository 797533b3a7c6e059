import { closeSync, fsyncSync, openSync, unlinkSync, writeSync } from "node:fs";
import { open, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { FileError, reasonOf } from "./errors";
import { renameOver, renameOverSync } from "./rename";

let serial = 0;

function temporaryBeside(path: string): string {
  return `${path}.${process.pid}-${++serial}.tmp`;
}

/**
 * Writes a file so that a reader sees either the old contents or the new, never a part, whatever happens meanwhile:
 * a temporary file beside it is written, synced to disk and renamed over it. Throws FileError; the old file is then as it was.
 */
export function replaceFile(path: string, bytes: Uint8Array | string): void {
  replace(path, bytes, fsyncSync);
  syncFolder(dirname(path));
}

/** The same without waiting for the disk: it outlasts a crash of this program, but not a power cut in the seconds after it. */
export function replaceFileSoon(path: string, bytes: Uint8Array | string): void {
  replace(path, bytes);
}

/** The same by another thread, while this one goes on. A power cut in the seconds after it may bring the old file back. */
export async function replaceFileBeside(path: string, bytes: Uint8Array | string): Promise<void> {
  const temporary = temporaryBeside(path);
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

function replace(path: string, bytes: Uint8Array | string, sync?: (descriptor: number) => void): void {
  const temporary = temporaryBeside(path);
  try {
    writeNew(temporary, bytes, sync);
    renameOverSync(temporary, path);
  } catch (error) {
    unlinkIfThere(temporary);
    throw new FileError(path, reasonOf(error, path), { cause: error });
  }
}

function writeNew(path: string, contents: Uint8Array | string, sync?: (descriptor: number) => void): void {
  const bytes = typeof contents === "string" ? Buffer.from(contents) : contents;
  const descriptor = openSync(path, "wx");
  try {
    for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done);
    sync?.(descriptor);
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

/** Makes renames in a folder last, while this thread goes on; where it cannot be synced, the file system sees to it. */
export async function syncFolderBeside(path: string): Promise<void> {
  const folder = await open(path, "r").catch(() => null);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}
