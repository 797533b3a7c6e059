import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import type { ByteSource } from "../arrays/ndarray";
import { FileError, reasonOf } from "./errors";

/** Node reads at most 2^31 - 1 bytes a call; whole mebibytes below that. */
const LARGEST_READ = 0x7ff00000;

/**
 * Opens a file for reading at any offset. The caller closes it.
 * Throws FileError, with the path and what to do about it, when it is missing, not readable, or not a file (a device or pipe
 * could never end).
 */
export function openFile(path: string): ByteSource & { close(): void } {
  const descriptor = attempt(path, () => openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)));
  const status = fstatSync(descriptor);
  if (!status.isFile()) {
    closeSync(descriptor);
    throw new FileError(path, status.isDirectory() ? `${path} is a folder, not a file` : `${path} is not a regular file`);
  }
  const { size } = status;
  return {
    size,
    read(offset, length) {
      if (offset < 0 || length < 0 || offset + length > size) {
        throw new FileError(path, `${path} ends at byte ${size}; bytes ${offset} to ${offset + length} were asked for`);
      }
      const bytes = new Uint8Array(length);
      let done = 0;
      while (done < length) {
        const count = attempt(path, () => readSync(descriptor, bytes, done, Math.min(length - done, LARGEST_READ), offset + done));
        if (count === 0) throw new FileError(path, `${path} became shorter while it was read`);
        done += count;
      }
      return bytes;
    },
    close: () => closeSync(descriptor),
  };
}

/** Opens a file, hands it to `use`, and closes it whatever happens. */
export function withFile<T>(path: string, use: (source: ByteSource) => T): T {
  const source = openFile(path);
  try {
    return use(source);
  } finally {
    source.close();
  }
}

function attempt<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new FileError(path, reasonOf(error, path), { cause: error });
  }
}
