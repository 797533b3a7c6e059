import { crc32 } from "./crc32";

// Layouts: PKWARE's APPNOTE.TXT, 4.3.7 and 4.3.12 to 4.3.16. All sizes are written as zip64, so that arrays of 4 GiB
// and more are no special case.
const FULL16 = 0xffff;
const FULL32 = 0xffffffff;
const VERSION_ZIP64 = 45;
const ENDS_LENGTH = 56 + 20 + 22;
/** 1980-01-01, the MS-DOS epoch: equal arrays give equal bytes. */
const DOS_DATE = (1 << 5) | 1;

/** A .npz archive that `numpy.load` opens, uncompressed. `members`: name to the bytes of its .npy file. */
export function writeNpz(members: Readonly<Record<string, Uint8Array>>): Uint8Array<ArrayBuffer> {
  const body: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  const append = (to: Uint8Array[], bytes: Uint8Array): void => void (to.push(bytes), (offset += bytes.length));
  for (const [name, data] of Object.entries(members)) {
    const file = { name: new TextEncoder().encode(`${name}.npy`), size: data.length, crc: crc32(data), offset };
    append(body, localHeader(file));
    append(body, data);
    directory.push(centralHeader(file));
  }
  const start = offset;
  for (const header of directory) append(body, header);
  append(body, ends(directory.length, start, offset - start));
  return concatenate(body, offset);
}

/** An array written piece by piece: the bytes of its .npy file, whose number is known in advance. */
export interface NpzMember {
  readonly name: string;
  readonly size: number;
  readonly pieces: Iterable<Uint8Array>;
}

/**
 * Writes the same archive through `write`, one piece at a time, so that arrays of any size need little memory. A
 * member's CRC is known only at its end, so its header is written twice. Throws RangeError when the pieces do not add
 * up. A faster CRC-32 can be passed: called with bytes and the CRC of those before.
 */
export function streamNpz(
  members: readonly NpzMember[],
  write: (bytes: Uint8Array, position: number) => void,
  checksum = crc32,
): void {
  const directory: StoredFile[] = [];
  let offset = 0;
  for (const { name, size, pieces } of members) {
    let file: StoredFile = { name: new TextEncoder().encode(`${name}.npy`), size, crc: 0, offset };
    const start = offset + localHeader(file).length;
    let position = start;
    for (const piece of pieces) {
      write(piece, position);
      position += piece.length;
      file = { ...file, crc: checksum(piece, file.crc) };
    }
    if (position !== start + size)
      throw new RangeError(`${name} has ${position - start} bytes where ${size} were promised`);
    write(localHeader(file), offset);
    directory.push(file);
    offset = position;
  }
  const headers = directory.map(centralHeader);
  const length = headers.reduce((sum, header) => sum + header.length, 0);
  write(concatenate([...headers, ends(headers.length, offset, length)], length + ENDS_LENGTH), offset);
}

interface StoredFile {
  readonly name: Uint8Array;
  readonly size: number;
  readonly crc: number;
  readonly offset: number;
}

function localHeader({ name, size, crc }: StoredFile): Uint8Array {
  return new Fields(30 + name.length + 20)
    .u32(0x04034b50)
    .u16(VERSION_ZIP64)
    .u16(0x0800)
    .u16(0)
    .u16(0)
    .u16(DOS_DATE)
    .u32(crc)
    .u32(FULL32)
    .u32(FULL32)
    .u16(name.length)
    .u16(20)
    .raw(name)
    .u16(1)
    .u16(16)
    .u64(size)
    .u64(size).bytes;
}

function centralHeader({ name, size, crc, offset }: StoredFile): Uint8Array {
  return new Fields(46 + name.length + 28)
    .u32(0x02014b50)
    .u16(VERSION_ZIP64)
    .u16(VERSION_ZIP64)
    .u16(0x0800)
    .u16(0)
    .u16(0)
    .u16(DOS_DATE)
    .u32(crc)
    .u32(FULL32)
    .u32(FULL32)
    .u16(name.length)
    .u16(28)
    .u16(0)
    .u16(0)
    .u16(0)
    .u32(0)
    .u32(FULL32)
    .raw(name)
    .u16(1)
    .u16(24)
    .u64(size)
    .u64(size)
    .u64(offset).bytes;
}

function ends(count: number, start: number, length: number): Uint8Array {
  return new Fields(ENDS_LENGTH)
    .u32(0x06064b50)
    .u64(44)
    .u16(VERSION_ZIP64)
    .u16(VERSION_ZIP64)
    .u32(0)
    .u32(0)
    .u64(count)
    .u64(count)
    .u64(length)
    .u64(start)
    .u32(0x07064b50)
    .u32(0)
    .u64(start + length)
    .u32(1)
    .u32(0x06054b50)
    .u16(0)
    .u16(0)
    .u16(FULL16)
    .u16(FULL16)
    .u32(FULL32)
    .u32(FULL32)
    .u16(0).bytes;
}

function concatenate(parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Little-endian fields, one after the other. */
class Fields {
  readonly bytes: Uint8Array;
  private readonly view: DataView;
  private at = 0;

  constructor(length: number) {
    this.bytes = new Uint8Array(length);
    this.view = new DataView(this.bytes.buffer);
  }
  u16(value: number): this {
    this.view.setUint16(this.at, value, true);
    this.at += 2;
    return this;
  }
  u32(value: number): this {
    this.view.setUint32(this.at, value, true);
    this.at += 4;
    return this;
  }
  u64(value: number): this {
    this.view.setBigUint64(this.at, BigInt(value), true);
    this.at += 8;
    return this;
  }
  raw(bytes: Uint8Array): this {
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
    return this;
  }
}
