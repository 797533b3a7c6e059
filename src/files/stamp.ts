import { statSync, type Stats } from "node:fs";
import { tolerate } from "./attempt";

/** A file and its state; the file may be missing. */
export interface FileStamp {
  /** Absolute path. */
  readonly file: string;
  /** null: there was no file. */
  readonly stamp: string | null;
}

/** Identifies a file's state by size, times and inode. Links are followed. */
export function stampOf({ size, mtimeMs, ctimeMs, ino }: Pick<Stats, "size" | "mtimeMs" | "ctimeMs" | "ino">): string {
  return `${size} ${mtimeMs} ${ctimeMs} ${ino}`;
}

/** The file's current state. */
export function stamped(file: string): FileStamp {
  return { file, stamp: tolerate(() => stampOf(statSync(file))) };
}
