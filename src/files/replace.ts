import { closeSync, fsyncSync, openSync, unlinkSync } from "node:fs";
import { open, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { attempt, attemptAsync, tolerate } from "./attempt";
import { renameOver, renameOverSync } from "./rename";
import { writeWhole } from "./write";

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
  attempt(path, () => {
    try {
      writeNew(temporary, bytes, fsync);
      renameOverSync(temporary, path);
    } catch (error) {
      tolerate(() => unlinkSync(temporary));
      throw error;
    }
  });
  if (fsync) syncFolder(dirname(path));
}

/** Like `replaceFile`, without blocking this thread. A power cut within seconds may bring the old file back. */
export async function replaceFileAsync(path: string, bytes: Uint8Array | string): Promise<void> {
  const temporary = temporaryPath(path);
  await attemptAsync(path, async () => {
    const file = await open(temporary, "wx");
    try {
      await file.writeFile(bytes);
      await file.datasync();
    } finally {
      await file.close();
    }
    await renameOver(temporary, path);
  }).catch(async (error: unknown) => {
    await unlink(temporary).catch(() => undefined);
    throw error;
  });
}

function writeNew(path: string, contents: Uint8Array | string, fsync: boolean): void {
  const bytes = typeof contents === "string" ? Buffer.from(contents) : contents;
  const descriptor = openSync(path, "wx");
  try {
    writeWhole(descriptor, bytes, 0);
    if (fsync) fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Makes the rename durable; where a folder cannot be opened (Windows) or synced, this is up to the file system. */
function syncFolder(folder: string): void {
  const descriptor = tolerate(() => openSync(folder, "r"));
  if (descriptor === null) return;
  tolerate(() => fsyncSync(descriptor));
  closeSync(descriptor);
}

/** Like `syncFolder`, without blocking this thread. */
export async function syncFolderAsync(path: string): Promise<void> {
  const folder = await open(path, "r").catch(() => null);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}
