import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from "node:fs";
import type { ByteSource } from "../arrays/ndarray";
import { decodeText } from "../text/decode";
import { FileError, reasonOf } from "./errors";

/** Node reads at most 2^31 - 1 bytes a call; whole mebibytes below that. */
const LARGEST_READ = 0x7ff00000;

/** A file that is open for reading. */
export interface OpenFile extends ByteSource {
  readonly descriptor: number;
  /** As it was when it was opened. */
  readonly status: Stats;
  close(): void;
}

/**
 * Opens a file for reading at any offset, without blocking. The caller closes it.
 * Throws FileError, with the path and what to do about it, when it is missing, not readable, or not a file (a device or pipe
 * could never end).
 */
export function openFile(path: string): OpenFile {
  const descriptor = attempt(path, () => openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)));
  const status = fstatSync(descriptor);
  if (!status.isFile()) {
    closeSync(descriptor);
    throw new FileError(path, status.isDirectory() ? `${path} is a folder, not a file` : `${path} is not a regular file`);
  }
  const { size } = status;
  return {
    size,
    descriptor,
    status,
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
export function withFile<T>(path: string, use: (source: OpenFile) => T): T {
  const source = openFile(path);
  try {
    return use(source);
  } finally {
    source.close();
  }
}

/** All bytes of a file. Throws FileError, also when it has more than `most` bytes. */
export function readBytes(path: string, most: number): Uint8Array {
  return withFile(path, ({ size, read }) => {
    if (size > most) throw new FileError(path, `${path} has ${size} bytes; at most ${most} are read`);
    return read(0, size);
  });
}

/** A text file (UTF-8, or UTF-16 with its mark). Throws FileError, also when it has more than `most` bytes or is no such text. */
export function readText(path: string, most: number): string {
  const decoded = decodeText(readBytes(path, most));
  if ("text" in decoded) return decoded.text;
  const { line, column, message } = decoded.fault;
  throw new FileError(path, `${path}, line ${line}, column ${column}: ${message}`);
}

function attempt<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new FileError(path, reasonOf(error, path), { cause: error });
  }
}
