import { statSync, type Stats } from "node:fs";
import { attempt } from "./attempt";
import { FileError } from "./errors";
import { openFile, type OpenFile } from "./open";

/** A file that must not change while it is read in parts: size, time and inode are compared before and after each use. */
export class SameFile {
  private first: Stats | null = null;

  constructor(readonly path: string) {}

  /** Opens it; the caller closes it. Throws FileError when it cannot be opened or has changed. */
  open(): OpenFile {
    const source = openFile(this.path);
    try {
      this.first ??= source.status;
      this.compare(source.status);
      return source;
    } catch (error) {
      source.close();
      throw error;
    }
  }

  /** Opens it, passes it to `act`, and always closes it. Throws FileError, also when the file has changed. */
  use<T>(act: (source: OpenFile) => T): T {
    const source = this.open();
    try {
      return act(source);
    } finally {
      source.close();
      // A file that is replaced during a read looks damaged: report the change instead.
      this.check();
    }
  }

  /** Throws FileError when the file has changed since it was first opened. */
  check(): void {
    this.compare(attempt(this.path, () => statSync(this.path)));
  }

  /** Whether its times say that it was written, replaced or renamed after `moment` (milliseconds). */
  changedAfter(moment: number): boolean {
    const { mtimeMs, ctimeMs } = this.first ?? statSync(this.path);
    return Math.max(mtimeMs, ctimeMs) > moment;
  }

  private compare(now: Stats): void {
    const change = this.first && changeOf(this.first, now);
    if (change)
      throw new FileError(
        this.path,
        `${this.path} has changed since it was first read (${change}); leave it as it is meanwhile, and simulate again`,
      );
  }
}

/** How the two states of a file differ, for the user; null when they do not. */
function changeOf(before: Stats, now: Stats): string | null {
  if (now.size !== before.size) return `it had ${before.size} bytes, now it has ${now.size}`;
  if (now.ino !== before.ino || now.dev !== before.dev) return "it was replaced by another file";
  if (now.mtimeMs !== before.mtimeMs) return `it was written to at ${now.mtime.toISOString()}`;
  return null;
}
