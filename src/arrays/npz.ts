import { Inflate, inflateSync } from "fflate";
import type { ByteSource } from "./ndarray";
import { crc32 } from "./crc32";
import { ArrayFileError } from "./errors";
import { readZipDirectory, type ZipEntry } from "./zip-directory";

export { streamNpz, writeNpz, type NpzMember } from "./npz-writer";

const SUFFIX = ".npy";
/** Compressed bytes that are inflated to learn a member's header. */
const PREFIX = 16_384;

/** The names of the arrays in a .npz archive, in its order. Throws ArrayFileError when it is not one. */
export function readNpzNames(source: ByteSource): string[] {
  return readZipDirectory(source).map(({ name }) => arrayName(name));
}

/**
 * Opens one array of a .npz archive as the .npy file that it is. A stored one is read in place; of a deflated one a little is
 * inflated for its header, and the whole (checked against its CRC) once more is asked for.
 * Throws ArrayFileError when there is no such array or the archive is damaged.
 */
export function openNpzMember(source: ByteSource, name: string): ByteSource {
  const entries = readZipDirectory(source);
  const entry = entries.find((candidate) => arrayName(candidate.name) === name || candidate.name === name);
  if (!entry) {
    const names = entries.map((candidate) => arrayName(candidate.name)).join(", ") || "no arrays";
    throw new ArrayFileError(`there is no array ${name} in the .npz archive; it holds ${names}`);
  }
  return entry.method === "stored" ? storedMember(source, entry) : deflatedMember(source, entry);
}

function arrayName(entryName: string): string {
  return entryName.endsWith(SUFFIX) ? entryName.slice(0, -SUFFIX.length) : entryName;
}

function storedMember(source: ByteSource, { name, size, dataOffset }: ZipEntry): ByteSource {
  return {
    size,
    read(offset, length) {
      if (offset + length > size) throw new ArrayFileError(`${name} ends at byte ${size}`);
      return source.read(dataOffset + offset, length);
    },
  };
}

function deflatedMember(source: ByteSource, entry: ZipEntry): ByteSource {
  let known: Uint8Array | null = null;
  return {
    size: entry.size,
    read(offset, length) {
      const end = offset + length;
      if (end > entry.size) throw new ArrayFileError(`${entry.name} ends at byte ${entry.size}`);
      known ??= inflatePrefix(source, entry);
      if (end > known.length) known = inflateWhole(source, entry);
      return known.subarray(offset, end);
    },
  };
}

function inflatePrefix(source: ByteSource, entry: ZipEntry): Uint8Array {
  const parts: Uint8Array[] = [];
  const inflate = new Inflate((part) => parts.push(part));
  inflating(entry, () => inflate.push(source.read(entry.dataOffset, Math.min(PREFIX, entry.compressedSize))));
  const length = Math.min(entry.size, parts.reduce((sum, part) => sum + part.length, 0));
  const prefix = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    prefix.set(part.subarray(0, length - at), at);
    at += Math.min(part.length, length - at);
  }
  return prefix;
}

function inflateWhole(source: ByteSource, entry: ZipEntry): Uint8Array {
  const packed = source.read(entry.dataOffset, entry.compressedSize);
  const bytes = inflating(entry, () => inflateSync(packed, { out: new Uint8Array(entry.size) }));
  if (bytes.length !== entry.size || crc32(bytes) !== entry.crc32) throw broken(entry);
  return bytes;
}

function inflating<T>(entry: ZipEntry, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw error instanceof Error && error.name === "FileError" ? error : broken(entry);
  }
}

function broken({ name }: ZipEntry): ArrayFileError {
  return new ArrayFileError(`${name} in the .npz archive is damaged: what it inflates to is not what was saved`);
}
