import { renameSync, unlinkSync } from "node:fs";
import { rename, unlink } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";

/** On Windows an open file cannot be replaced. Readers, virus scanners and indexers close it within moments. */
const HELD = new Set(["EPERM", "EACCES", "EBUSY"]);

/** Milliseconds before each retry: 1.3 s in all; 155 ms for the synchronous version, which blocks its thread. */
const PAUSES = [5, 10, 20, 40, 80, 160, 320, 640];
const SHORT_PAUSES = PAUSES.slice(0, 5);

/** Whether a file could not be replaced because another process has it open. */
export function isHeld(error: unknown): boolean {
  return HELD.has((error as NodeJS.ErrnoException).code ?? "");
}

/** Renames a file over another; retries while another process has that one open. Throws the system's last error. */
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

/** Like `renameOver`, blocking this thread. */
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

/** Some remote file systems cannot rename over a file. On Windows the same errors mean that the file is open. */
function mayLackReplacing(error: unknown): boolean {
  return process.platform !== "win32" && (isHeld(error) || (error as NodeJS.ErrnoException).code === "EEXIST");
}
