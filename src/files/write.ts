import { fdatasync, write, writeSync } from "node:fs";

/** Most bytes of one system call; Node takes at most 2^31 - 1. */
const LARGEST_WRITE = 1 << 30;

/** Writes all of `bytes` at a position of a file. The system may take them in several parts. */
export function writeWhole(descriptor: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length;) {
    done += writeSync(descriptor, bytes, done, Math.min(bytes.length - done, LARGEST_WRITE), position + done);
  }
}

/** The same without blocking this thread. The bytes must not change until it resolves. */
export async function writeWholeAsync(descriptor: number, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    done += await new Promise<number>((resolve, reject) => {
      write(descriptor, bytes, done, Math.min(bytes.length - done, LARGEST_WRITE), position + done, (error, written) =>
        error ? reject(error) : resolve(written),
      );
    });
  }
}

/** Error codes of file systems that cannot sync. */
const NO_SYNC = new Set(["EINVAL", "ENOSYS", "ENOTSUP", "EOPNOTSUPP", "EROFS"]);

/** Syncs a file's data to disk without blocking this thread, where its file system can. */
export function syncAsync(descriptor: number): Promise<void> {
  return new Promise((resolve, reject) => {
    fdatasync(descriptor, (error) => (error && !NO_SYNC.has(error.code ?? "") ? reject(error) : resolve()));
  });
}
