import type { ByteSource } from "../ndarray";
import { ArrayFileError } from "../errors";

/** A member of a .zip archive, as its central directory describes it. */
export interface ZipEntry {
  readonly name: string;
  /** `refused`: compressed by another method, or encrypted; it cannot be read. */
  readonly method: "stored" | "deflated" | "refused";
  readonly crc32: number;
  /** Bytes in the archive. */
  readonly compressedSize: number;
  /** Bytes after inflating. */
  readonly size: number;
  /** Byte offset of the data in the archive. */
  readonly dataOffset: number;
}

// Signatures and layouts: PKWARE's APPNOTE.TXT, 4.3.7 (local), 4.3.12 (central), 4.3.14-16 (ends), 4.5.3 (zip64 extra field).
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END64_LOCATOR = 0x07064b50;
const END64 = 0x06064b50;
const FULL32 = 0xffffffff;
const LONGEST_COMMENT = 0xffff;
const METHODS: Readonly<Record<number, ZipEntry["method"]>> = { 0: "stored", 8: "deflated" };
/** Flags of an entry: encrypted, patch data, strongly encrypted. */
const UNREADABLE = 0x61;
const NAME_IS_UTF8 = 0x800;
/** The format version times ten; Python's zipfile supports no newer one either. */
const NEWEST_VERSION = 63;
/** Deflate cannot expand by more than 1032 to 1. */
const MOST_EXPANSION = 1032;

/** Reads the central directory of a .zip archive, but no data. Throws ArrayFileError when it is damaged or impossible. */
export function readZipDirectory(source: ByteSource): ZipEntry[] {
  const { entries, offset, size, before } = findDirectory(source);
  const directory = viewOf(source.read(offset, size));
  const found: ZipEntry[] = [];
  for (let at = 0; at < size;) {
    if (at + 46 > size || directory.getUint32(at, true) !== CENTRAL) throw damaged("its directory cannot be read");
    const next =
      at +
      46 +
      directory.getUint16(at + 28, true) +
      directory.getUint16(at + 30, true) +
      directory.getUint16(at + 32, true);
    if (next > size) throw damaged("its directory is cut off");
    found.push(readEntry(source, directory, at, before));
    at = next;
  }
  // Writers without 64-bit records store the count's low 16 bits.
  if (found.length !== entries && (found.length & 0xffff) !== entries)
    throw damaged(`its directory promises ${entries} files and holds ${found.length}`);
  return found;
}

function readEntry(source: ByteSource, directory: DataView, at: number, before: number): ZipEntry {
  const nameLength = directory.getUint16(at + 28, true);
  const flags = directory.getUint16(at + 8, true);
  const nameBytes = new Uint8Array(directory.buffer, directory.byteOffset + at + 46, nameLength);
  const name = nameOf(nameBytes, flags);
  const version = directory.getUint8(at + 6);
  if (version > NEWEST_VERSION) throw damaged(`${name} says that it needs version ${version / 10} of the format`);
  const zip64 = zip64Reader(directory, at + 46 + nameLength, directory.getUint16(at + 30, true));
  const size = zip64(directory.getUint32(at + 24, true));
  const compressedSize = zip64(directory.getUint32(at + 20, true));
  const localOffset = before + zip64(directory.getUint32(at + 42, true));
  const method = flags & UNREADABLE ? "refused" : (METHODS[directory.getUint16(at + 10, true)] ?? "refused");
  const dataOffset = findData(source, name, nameBytes, localOffset);
  if (dataOffset + compressedSize > source.size) throw damaged(`${name} is cut off`);
  const isPossible = {
    stored: size === compressedSize,
    deflated: size <= compressedSize * MOST_EXPANSION,
    refused: true,
  }[method];
  if (!isPossible)
    throw damaged(`${name} says that it holds ${size} bytes, which ${compressedSize} ${method} bytes cannot`);
  return { name, method, crc32: directory.getUint32(at + 16, true), compressedSize, size, dataOffset };
}

/** UTF-8 where valid, even where the archive does not declare it; else one character per byte, so that names stay distinct. */
function nameOf(bytes: Uint8Array, flags: number): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    if (flags & NAME_IS_UTF8) throw damaged("the name of a file in it is not UTF-8");
    return String.fromCharCode(...bytes);
  }
}

/** The start of an entry's data, after its local header, whose extra field (numpy's zip64) differs from the directory's. */
function findData(source: ByteSource, name: string, nameBytes: Uint8Array, localOffset: number): number {
  const end = localOffset + 30 + nameBytes.length;
  if (end > source.size) throw damaged(`${name} lies outside of it`);
  const bytes = source.read(localOffset, end - localOffset);
  const local = viewOf(bytes);
  const isThere =
    local.getUint32(0, true) === LOCAL &&
    local.getUint16(26, true) === nameBytes.length &&
    nameBytes.every((byte, i) => bytes[30 + i] === byte);
  if (!isThere) throw damaged(`${name} is not where its directory says`);
  return end + local.getUint16(28, true);
}

/** Returns the 64-bit value for each 32-bit value of all ones, in the order of the zip64 extra field. */
function zip64Reader(directory: DataView, start: number, length: number): (value: number) => number {
  let at = start;
  while (at + 4 <= start + length && directory.getUint16(at, true) !== 1) at += 4 + directory.getUint16(at + 2, true);
  let next = at + 4;
  const end = Math.min(start + length, next + (next <= start + length ? directory.getUint16(at + 2, true) : 0));
  return (value) => {
    if (value !== FULL32) return value;
    if (next + 8 > end) throw damaged("a 64-bit size is missing");
    next += 8;
    return Number(directory.getBigUint64(next - 8, true));
  };
}

interface Directory {
  readonly entries: number;
  /** Byte offset in the file. */
  readonly offset: number;
  readonly size: number;
  /** Bytes in the file before the archive; offsets count from there. */
  readonly before: number;
}

/** Finds the end record, which may be followed by a comment, and by bytes appended to the file. */
function findDirectory(source: ByteSource): Directory {
  const length = Math.min(source.size, LONGEST_COMMENT + 22);
  const tailOffset = source.size - length;
  const tail = viewOf(source.read(tailOffset, length));
  const ends: number[] = [];
  for (let at = length - 22; at >= 0; at--) if (tail.getUint32(at, true) === END) ends.push(at);
  // A signature inside a comment does not end where the file does.
  const end = ends.find((at) => at + 22 + tail.getUint16(at + 20, true) === length) ?? ends[0];
  if (end === undefined)
    throw new ArrayFileError("not a .npz archive, or one that was cut off: its directory is missing");
  const classic = {
    entries: tail.getUint16(end + 10, true),
    size: tail.getUint32(end + 12, true),
    offset: tail.getUint32(end + 16, true),
  };
  const needs64 = classic.entries === 0xffff || classic.size === FULL32 || classic.offset === FULL32;
  return needs64 ? findDirectory64(source, tailOffset + end - 20) : placed(classic, tailOffset + end);
}

function findDirectory64(source: ByteSource, locatorOffset: number): Directory {
  const locator = locatorOffset < 0 ? null : viewOf(source.read(locatorOffset, 20));
  if (locator?.getUint32(0, true) !== END64_LOCATOR) throw damaged("its 64-bit directory is missing");
  // At the locator's offset, or shifted by bytes that precede the archive.
  const endOffset = [Number(locator.getBigUint64(8, true)), locatorOffset - 56].find((offset) =>
    isEnd64(source, offset),
  );
  if (endOffset === undefined) throw damaged("its 64-bit directory cannot be found");
  const end = viewOf(source.read(endOffset, 56));
  const [entries, size, offset] = [32, 40, 48].map((at) => Number(end.getBigUint64(at, true)));
  return placed({ entries, size, offset }, endOffset);
}

function isEnd64(source: ByteSource, offset: number): boolean {
  return offset >= 0 && offset + 56 <= source.size && viewOf(source.read(offset, 4)).getUint32(0, true) === END64;
}

/** The directory ends where its end record starts; bytes before the archive shift it. */
function placed({ entries, size, offset }: Omit<Directory, "before">, end: number): Directory {
  const before = end - size - offset;
  if (before < 0) throw damaged("its directory lies outside of it");
  return { entries, offset: before + offset, size, before };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function damaged(what: string): ArrayFileError {
  return new ArrayFileError(`the .npz archive is damaged: ${what}`);
}
