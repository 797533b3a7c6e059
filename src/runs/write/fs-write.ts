import { fdatasync, write, writeSync } from "node:fs";
import { FileError, reasonOf } from "../../files/errors";

/** Bytes that one call of the system is asked to write; Node takes at most 2^31 - 1. */
const LARGEST_WRITE = 1 << 30;

/** Writes all of `bytes` at a position of a file; the system may take them in several parts. */
export function writeWhole(descriptor: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length;) {
    done += writeSync(descriptor, bytes, done, Math.min(bytes.length - done, LARGEST_WRITE), position + done);
  }
}

/** The same by another thread, while this one goes on; the bytes must stay as they are meanwhile. */
export async function writeWholeAsync(descriptor: number, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    done += await new Promise<number>((resolve, reject) => {
      write(descriptor, bytes, done, Math.min(bytes.length - done, LARGEST_WRITE), position + done, (error, written) =>
        error ? reject(error) : resolve(written),
      );
    });
  }
}

/** What file systems say that know of no such thing. */
const NO_SYNC = new Set(["EINVAL", "ENOSYS", "ENOTSUP", "EOPNOTSUPP", "EROFS"]);

/** Waits, while this thread goes on, until the data of a file are on the disk; where its file system offers that. */
export function syncAsync(descriptor: number): Promise<void> {
  return new Promise((resolve, reject) => {
    fdatasync(descriptor, (error) => (error && !NO_SYNC.has(error.code ?? "") ? reject(error) : resolve()));
  });
}

/** What the system refused about a file, as an error that says so in words. Errors of others stay as they are. */
export function refused(file: string, error: unknown): Error {
  const bySystem = error instanceof Error && "syscall" in error;
  return bySystem ? new FileError(file, reasonOf(error, file), { cause: error }) : (error as Error);
}

/** Does something with a file. Throws FileError when the system refuses. */
export function attempt<T>(file: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw refused(file, error);
  }
}

/** The same of what takes its time. */
export async function attemptAsync<T>(file: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw refused(file, error);
  }
}
