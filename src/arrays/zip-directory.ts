import type { ByteSource } from "./ndarray";
import { ArrayFileError } from "./errors";

/** One file in a .zip archive, as the central directory describes it. */
export interface ZipEntry {
  readonly name: string;
  readonly method: "stored" | "deflated";
  readonly crc32: number;
  /** Bytes in the archive. */
  readonly compressedSize: number;
  /** Bytes once inflated. */
  readonly size: number;
  /** Byte of the archive at which its data begins. */
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
/** Deflate cannot expand by more than 1032 to 1. */
const MOST_EXPANSION = 1032;

/** Reads the central directory of a .zip archive; no data. Throws ArrayFileError when it is damaged or its sizes cannot be true. */
export function readZipDirectory(source: ByteSource): ZipEntry[] {
  const { entries, offset, size } = findDirectory(source);
  if (offset + size > source.size || entries * 46 > size) throw damaged("its directory lies outside of it");
  const directory = viewOf(source.read(offset, size));
  const found: ZipEntry[] = [];
  let at = 0;
  for (let i = 0; i < entries; i++) {
    if (at + 46 > size || directory.getUint32(at, true) !== CENTRAL) throw damaged("its directory cannot be read");
    const next = at + 46 + directory.getUint16(at + 28, true) + directory.getUint16(at + 30, true) + directory.getUint16(at + 32, true);
    if (next > size) throw damaged("its directory is cut off");
    found.push(readEntry(source, directory, at));
    at = next;
  }
  return found;
}

function readEntry(source: ByteSource, directory: DataView, at: number): ZipEntry {
  const nameLength = directory.getUint16(at + 28, true);
  const name = new TextDecoder().decode(new Uint8Array(directory.buffer, directory.byteOffset + at + 46, nameLength));
  const zip64 = zip64Reader(directory, at + 46 + nameLength, directory.getUint16(at + 30, true));
  const size = zip64(directory.getUint32(at + 24, true));
  const compressedSize = zip64(directory.getUint32(at + 20, true));
  const localOffset = zip64(directory.getUint32(at + 42, true));
  const method = METHODS[directory.getUint16(at + 10, true)];
  if (directory.getUint16(at + 8, true) & 1) throw new ArrayFileError(`${name} in the archive is encrypted`);
  if (method === undefined) throw new ArrayFileError(`${name} is compressed in a way that is not known; save it with numpy.savez or numpy.savez_compressed`);
  const dataOffset = findData(source, name, localOffset);
  if (dataOffset + compressedSize > source.size) throw damaged(`${name} is cut off`);
  const possible = method === "stored" ? size === compressedSize : size <= compressedSize * MOST_EXPANSION;
  if (!possible) throw damaged(`${name} says that it holds ${size} bytes, which ${compressedSize} ${method} bytes cannot`);
  return { name, method, crc32: directory.getUint32(at + 16, true), compressedSize, size, dataOffset };
}

/** Where an entry's data begins: after its local header, whose extra field (numpy's zip64) differs from the directory's. */
function findData(source: ByteSource, name: string, localOffset: number): number {
  if (localOffset + 30 > source.size) throw damaged(`${name} lies outside of it`);
  const local = viewOf(source.read(localOffset, 30));
  if (local.getUint32(0, true) !== LOCAL) throw damaged(`${name} is not where its directory says`);
  return localOffset + 30 + local.getUint16(26, true) + local.getUint16(28, true);
}

/** Gives the 64-bit value, in the order of the zip64 extra field, for every 32-bit value that is all ones. */
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

function findDirectory(source: ByteSource): { entries: number; offset: number; size: number } {
  const length = Math.min(source.size, LONGEST_COMMENT + 22);
  const tailOffset = source.size - length;
  const tail = viewOf(source.read(tailOffset, length));
  for (let at = length - 22; at >= 0; at--) {
    // A comment that happens to hold the signature would not end where the file does.
    if (tail.getUint32(at, true) !== END || at + 22 + tail.getUint16(at + 20, true) !== length) continue;
    const classic = { entries: tail.getUint16(at + 10, true), size: tail.getUint32(at + 12, true), offset: tail.getUint32(at + 16, true) };
    const needs64 = classic.entries === 0xffff || classic.size === FULL32 || classic.offset === FULL32;
    return needs64 ? findDirectory64(source, tailOffset + at - 20) : classic;
  }
  throw new ArrayFileError("not a .npz archive, or one that was cut off: its directory is missing");
}

function findDirectory64(source: ByteSource, locatorOffset: number): { entries: number; offset: number; size: number } {
  const locator = locatorOffset < 0 ? null : viewOf(source.read(locatorOffset, 20));
  if (locator?.getUint32(0, true) !== END64_LOCATOR) throw damaged("its 64-bit directory is missing");
  const endOffset = Number(locator.getBigUint64(8, true));
  if (endOffset + 56 > source.size) throw damaged("its 64-bit directory lies outside of it");
  const end = viewOf(source.read(endOffset, 56));
  if (end.getUint32(0, true) !== END64) throw damaged("its 64-bit directory cannot be read");
  const [entries, size, offset] = [32, 40, 48].map((at) => Number(end.getBigUint64(at, true)));
  return { entries, size, offset };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function damaged(what: string): ArrayFileError {
  return new ArrayFileError(`the .npz archive is damaged: ${what}`);
}
