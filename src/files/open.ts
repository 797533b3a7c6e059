import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from "node:fs";
import { open } from "node:fs/promises";
import type { ByteSource } from "../arrays/ndarray";
import { decodeText } from "../text/decode";
import { ANYWHERE, mayOpen, type FileAccess } from "./access";
import { attempt, attemptAsync } from "./attempt";
import { FileError } from "./errors";

/** Read-only, and non-blocking so that opening a pipe does not wait for its writer. */
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Node reads at most 2^31 - 1 bytes a call; whole mebibytes below that. */
const LARGEST_READ = 0x7ff00000;

/** A file that is open for reading. */
export interface OpenFile extends ByteSource {
  readonly descriptor: number;
  /** The file's status when it was opened. */
  readonly status: Stats;
  /** Fills `bytes` from `offset`; the file may have grown since it was opened. Throws FileError where it ends earlier. */
  readInto(bytes: Uint8Array, offset: number): void;
  close(): void;
}

/**
 * Opens a file for reading at any offset, without blocking. The caller closes it. Throws FileError, with the path and a
 * remedy, when `access` forbids it, when it is missing or unreadable, or is not a file (a device or pipe might never
 * end).
 */
export function openFile(path: string, access: FileAccess = ANYWHERE): OpenFile {
  checkAccess(path, access);
  const descriptor = attempt(path, () => openSync(path, READ));
  const status = fstatSync(descriptor);
  if (!status.isFile()) {
    closeSync(descriptor);
    throw notAFile(path, status);
  }
  const { size } = status;
  const readInto = (bytes: Uint8Array, offset: number): void => readWhole(path, descriptor, bytes, offset);
  return {
    size,
    descriptor,
    status,
    read(offset, length) {
      if (offset < 0 || length < 0 || offset + length > size) {
        throw new FileError(path, `${path} ends at byte ${size}; bytes ${offset} to ${offset + length} were asked for`);
      }
      const bytes = new Uint8Array(length);
      readInto(bytes, offset);
      return bytes;
    },
    readInto,
    close: () => closeSync(descriptor),
  };
}

/** Fills `bytes` from `offset` of an open file. Throws FileError where it ends earlier. */
export function readWhole(path: string, descriptor: number, bytes: Uint8Array, offset: number): void {
  for (let done = 0; done < bytes.length;) {
    const length = Math.min(bytes.length - done, LARGEST_READ);
    const count = attempt(path, () => readSync(descriptor, bytes, done, length, offset + done));
    if (count === 0) throw new FileError(path, `${path} became shorter while it was read`);
    done += count;
  }
}

/** Opens a file, passes it to `use`, and always closes it. */
export function withFile<T>(path: string, use: (source: OpenFile) => T, access: FileAccess = ANYWHERE): T {
  const source = openFile(path, access);
  try {
    return use(source);
  } finally {
    source.close();
  }
}

/** A text file in UTF-8, or UTF-16 with its mark. Throws FileError, also for more than `most` bytes or no text. */
export function readText(path: string, most: number, access: FileAccess = ANYWHERE): string {
  const bytes = withFile(path, ({ size, read }) => (checkSize(path, size, most), read(0, size)), access);
  return textOf(path, bytes);
}

/** Like `readText`, without blocking this thread. */
export async function readTextAsync(path: string, most: number, access: FileAccess = ANYWHERE): Promise<string> {
  checkAccess(path, access);
  return attemptAsync(path, async () => {
    const file = await open(path, READ);
    try {
      const status = await file.stat();
      if (!status.isFile()) throw notAFile(path, status);
      checkSize(path, status.size, most);
      return textOf(path, await file.readFile());
    } finally {
      await file.close();
    }
  });
}

/** Throws FileError when the file may not be opened. */
function checkAccess(path: string, access: FileAccess): void {
  if (!mayOpen(path, access)) {
    throw new FileError(path, `${path} lies outside of this workspace, which is not trusted, so it is not opened`);
  }
}

function checkSize(path: string, size: number, most: number): void {
  if (size > most) throw new FileError(path, `${path} has ${size} bytes; at most ${most} are read`);
}

function notAFile(path: string, status: Stats): FileError {
  return new FileError(
    path,
    status.isDirectory() ? `${path} is a folder, not a file` : `${path} is not a regular file`,
  );
}

function textOf(path: string, bytes: Uint8Array): string {
  const decoded = decodeText(bytes);
  if ("text" in decoded) return decoded.text;
  const { line, column, message } = decoded.fault;
  throw new FileError(path, `${path}, line ${line}, column ${column}: ${message}`);
}
