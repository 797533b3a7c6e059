import { closeSync, fsyncSync, openSync, unlinkSync } from "node:fs";
import { attempt, tolerate } from "./attempt";
import { writeWhole } from "./write";

/** Writes a new text file; an existing one stays as it is. Throws FileError (code EEXIST where there is one), and leaves no part of it. */
export function createFile(path: string, text: string): void {
  const descriptor = attempt(path, () => openSync(path, "wx"));
  try {
    attempt(path, () => {
      writeWhole(descriptor, Buffer.from(text), 0);
      fsyncSync(descriptor);
    });
  } catch (error) {
    tolerate(() => unlinkSync(path));
    throw error;
  } finally {
    closeSync(descriptor);
  }
}
