import { renameSync, unlinkSync } from "node:fs";
import { rename, unlink } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";

/** Windows lets no file be replaced while somebody has it open: a reader, a virus scanner, an indexer. They are through in an instant. */
const HELD = new Set(["EPERM", "EACCES", "EBUSY"]);

/** Before each new try, in milliseconds: 1.3 s in all, and of the synchronous one, which keeps its thread from everything else, 155 ms. */
const PAUSES = [5, 10, 20, 40, 80, 160, 320, 640];
const SHORT_PAUSES = PAUSES.slice(0, 5);

/** Whether a file could not be replaced because somebody has it open just now. */
export function isHeld(error: unknown): boolean {
  return HELD.has((error as NodeJS.ErrnoException).code ?? "");
}

/** Renames a file over another, which is tried again while somebody has that one open. Throws what the system refused the last try with. */
export async function renameOver(from: string, to: string): Promise<void> {
  for (const milliseconds of PAUSES) {
    try {
      return await rename(from, to);
    } catch (error) {
      if (!isHeld(error)) break;
      await pause(milliseconds);
    }
  }
  try {
    await rename(from, to);
  } catch (error) {
    if (!mayLackReplacing(error)) throw error;
    await unlink(to);
    await rename(from, to);
  }
}

/** The same while this thread waits. */
export function renameOverSync(from: string, to: string): void {
  for (const milliseconds of SHORT_PAUSES) {
    try {
      return renameSync(from, to);
    } catch (error) {
      if (!isHeld(error)) break;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
    }
  }
  try {
    renameSync(from, to);
  } catch (error) {
    if (!mayLackReplacing(error)) throw error;
    unlinkSync(to);
    renameSync(from, to);
  }
}

/**
 * Some file systems (of remote machines) replace no file by renaming; it is then taken away first. On Windows it is somebody who has it
 * open.
 */
function mayLackReplacing(error: unknown): boolean {
  return process.platform !== "win32" && (isHeld(error) || (error as NodeJS.ErrnoException).code === "EEXIST");
}
