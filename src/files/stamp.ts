import { statSync, type Stats } from "node:fs";

/** A file, there or not, and what it was like. */
export interface FileStamp {
  /** Absolute path. */
  readonly file: string;
  /** null where there was no file. */
  readonly stamp: string | null;
}

/** What tells one state of a file from another: its size, when it was changed, and its inode. Links are followed. */
export function stampOf({ size, mtimeMs, ctimeMs, ino }: Pick<Stats, "size" | "mtimeMs" | "ctimeMs" | "ino">): string {
  return `${size} ${mtimeMs} ${ctimeMs} ${ino}`;
}

/** The file as it is now. */
export function stamped(file: string): FileStamp {
  try {
    return { file, stamp: stampOf(statSync(file)) };
  } catch {
    return { file, stamp: null };
  }
}
