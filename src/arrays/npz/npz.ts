import { Inflate, inflateSync } from "fflate";
import type { ByteSource } from "../ndarray";
import { crc32 as tableCrc32 } from "./crc32";
import { ArrayFileError } from "../errors";
import { NPY_MAGIC } from "../npy/header";
import { readZipDirectory, type ZipEntry } from "./zip-directory";

export { NpzWriter, streamNpz, type NpzMember } from "./writer";
export type { ZipEntry };

const SUFFIX = ".npy";
/** Where the macOS Finder puts resource forks, under the names of their files. */
const MAC_FORKS = "__MACOSX/";
/** Compressed bytes inflated to read a member's header. */
const PREFIX = 16_384;
/** Bytes of a stored member checked at a time. */
const CHECKED_AT_ONCE = 1 << 22;

/** The CRC-32 of bytes that follow others, whose CRC is `before`. Node's zlib.crc32 is many times faster than a table. */
export type Crc32 = (bytes: Uint8Array, before?: number) => number;

/** The arrays of a .npz archive. */
export interface NpzDirectory {
  /** By name, in archive order. Of several entries with one name the last counts, as in NumPy. */
  readonly arrays: ReadonlyMap<string, ZipEntry>;
  /** Names that the archive holds more than once, and how often. */
  readonly repeated: ReadonlyMap<string, number>;
  /** Names of other members. */
  readonly others: readonly string[];
}

/** Lists the arrays of a .npz archive; other members are skipped. Throws ArrayFileError when it is damaged or none. */
export function readNpzDirectory(source: ByteSource): NpzDirectory {
  const arrays = new Map<string, ZipEntry>();
  const others: string[] = [];
  const counts = new Map<string, number>();
  for (const entry of readZipDirectory(source)) {
    if (!isArray(source, entry)) {
      others.push(entry.name);
      continue;
    }
    const name = arrayName(entry.name);
    const known = arrays.get(name);
    // When both `a` and `a.npy` exist, NumPy prefers the former.
    if (known === undefined || known.name === entry.name || entry.name === name) arrays.set(name, entry);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return { arrays, repeated: new Map([...counts].filter(([, count]) => count > 1)), others };
}

/** The names of the arrays in a .npz archive, in its order. Throws ArrayFileError when it is not one. */
export function readNpzNames(source: ByteSource): string[] {
  return [...readNpzDirectory(source).arrays.keys()];
}

/**
 * Opens an array of a .npz archive as a .npy file. A stored one is read in place, and checked only by `verify`; of a
 * deflated one only the start is inflated for the header, and the whole (then checked) when more is read. Throws
 * ArrayFileError when there is no such array, or the archive is damaged.
 */
export function openNpzMember(source: ByteSource, name: string, crc32: Crc32 = tableCrc32): ByteSource {
  const { arrays } = readNpzDirectory(source);
  const entry = arrays.get(name) ?? arrays.get(arrayName(name));
  if (!entry) {
    const names = [...arrays.keys()].join(", ") || "no arrays";
    throw new ArrayFileError(`there is no array ${name} in the .npz archive; it holds ${names}`);
  }
  return openNpzEntry(source, entry, crc32);
}

/** Like `openNpzMember`, for a known entry. */
export function openNpzEntry(source: ByteSource, entry: ZipEntry, crc32: Crc32 = tableCrc32): ByteSource {
  if (entry.method === "stored") return storedMember(source, entry, crc32);
  if (entry.method === "deflated") return deflatedMember(source, entry, crc32);
  throw new ArrayFileError(
    `${entry.name} in the .npz archive is encrypted, or compressed in a way that is not known; save it with numpy.savez or numpy.savez_compressed`,
  );
}

function isArray(source: ByteSource, entry: ZipEntry): boolean {
  if (entry.name.startsWith(MAC_FORKS) || entry.name.endsWith("/")) return false;
  return entry.name.endsWith(SUFFIX) || beginsAsArray(source, entry);
}

/** Whether a member is an array although its name has another extension. */
function beginsAsArray(source: ByteSource, entry: ZipEntry): boolean {
  if (entry.method === "refused" || entry.size < NPY_MAGIC.length) return false;
  try {
    const start =
      entry.method === "stored" ? source.read(entry.dataOffset, NPY_MAGIC.length) : inflatePrefix(source, entry, 64);
    return NPY_MAGIC.every((byte, i) => start[i] === byte);
  } catch (error) {
    if (error instanceof ArrayFileError) return false;
    throw error;
  }
}

function arrayName(entryName: string): string {
  return entryName.endsWith(SUFFIX) ? entryName.slice(0, -SUFFIX.length) : entryName;
}

function storedMember(source: ByteSource, entry: ZipEntry, crc32: Crc32): ByteSource {
  const { name, size, dataOffset } = entry;
  return {
    size,
    read(offset, length) {
      if (offset + length > size) throw new ArrayFileError(`${name} ends at byte ${size}`);
      return source.read(dataOffset + offset, length);
    },
    verify() {
      let crc = 0;
      for (let at = 0; at < size; at += CHECKED_AT_ONCE)
        crc = crc32(source.read(dataOffset + at, Math.min(CHECKED_AT_ONCE, size - at)), crc);
      if (crc !== entry.crc32) throw brokenMember(entry);
    },
  };
}

function deflatedMember(source: ByteSource, entry: ZipEntry, crc32: Crc32): ByteSource {
  let known: Uint8Array | null = null;
  let isWhole = false;
  const inflate = (): Uint8Array => {
    if (!isWhole) known = inflateWhole(source, entry, crc32);
    isWhole = true;
    return known as Uint8Array;
  };
  return {
    size: entry.size,
    read(offset, length) {
      const end = offset + length;
      if (end > entry.size) throw new ArrayFileError(`${entry.name} ends at byte ${entry.size}`);
      known ??= inflatePrefix(source, entry, PREFIX);
      return (end > known.length ? inflate() : known).subarray(offset, end);
    },
    verify: () => void inflate(),
  };
}

function inflatePrefix(source: ByteSource, entry: ZipEntry, packed: number): Uint8Array {
  const parts: Uint8Array[] = [];
  const inflate = new Inflate((part) => parts.push(part));
  inflating(entry, () => inflate.push(source.read(entry.dataOffset, Math.min(packed, entry.compressedSize))));
  const length = Math.min(
    entry.size,
    parts.reduce((sum, part) => sum + part.length, 0),
  );
  const prefix = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    prefix.set(part.subarray(0, length - at), at);
    at += Math.min(part.length, length - at);
  }
  return prefix;
}

function inflateWhole(source: ByteSource, entry: ZipEntry, crc32: Crc32): Uint8Array {
  const packed = source.read(entry.dataOffset, entry.compressedSize);
  const bytes = inflating(entry, () => inflateSync(packed, { out: new Uint8Array(entry.size) }));
  if (bytes.length !== entry.size || crc32(bytes) !== entry.crc32) throw brokenMember(entry);
  return bytes;
}

function inflating<T>(entry: ZipEntry, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw error instanceof Error && error.name === "FileError" ? error : brokenMember(entry);
  }
}

/** The error for a member whose contents differ from those saved. */
export function brokenMember({ name }: ZipEntry): ArrayFileError {
  return new ArrayFileError(
    `${name} in the .npz archive is damaged: its bytes are not those that were saved (CRC-32); save or copy it again`,
  );
}
