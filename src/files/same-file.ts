import { statSync, type Stats } from "node:fs";
import { FileError, reasonOf } from "./errors";
import { openFile, type OpenFile } from "./open";

/**
 * A file that must stay what it was when it was first opened, while it is read in several parts. Its size, modification time and inode
 * are compared before and after each use: what was read from a file that was written to, replaced or deleted meanwhile is not used.
 */
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

  /** Opens it, hands it to `act`, and closes it whatever happens. Throws FileError, also when it has changed by the end of that. */
  use<T>(act: (source: OpenFile) => T): T {
    const source = this.open();
    try {
      return act(source);
    } finally {
      source.close();
      // A file that is replaced while it is read looks damaged: that it has changed is the better reason.
      this.check();
    }
  }

  /** Throws FileError when it is no more what it was when it was first opened. */
  check(): void {
    let now: Stats;
    try {
      now = statSync(this.path);
    } catch (error) {
      throw new FileError(this.path, reasonOf(error, this.path), { cause: error });
    }
    this.compare(now);
  }

  /** Whether it was written to, replaced or renamed after a moment (milliseconds), as far as its times tell. */
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

/** What tells two states of a file apart, in words for people; null: nothing. */
function changeOf(before: Stats, now: Stats): string | null {
  if (now.size !== before.size) return `it had ${before.size} bytes, now it has ${now.size}`;
  if (now.ino !== before.ino || now.dev !== before.dev) return "it was replaced by another file";
  if (now.mtimeMs !== before.mtimeMs) return `it was written to at ${now.mtime.toISOString()}`;
  return null;
}
