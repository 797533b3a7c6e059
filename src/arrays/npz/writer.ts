import { crc32 } from "./crc32";

// Layouts: PKWARE's APPNOTE.TXT, 4.3.7 and 4.3.12 to 4.3.16. All sizes are written as zip64, so that arrays of 4 GiB
// and more are no special case.
const FULL16 = 0xffff;
const FULL32 = 0xffffffff;
const VERSION_ZIP64 = 45;
/** 1980-01-01, the MS-DOS epoch: equal arrays give equal bytes. */
const DOS_DATE = (1 << 5) | 1;

/** An array written piece by piece: the bytes of its .npy file, whose number is known in advance. */
export interface NpzMember {
  readonly name: string;
  readonly size: number;
  readonly pieces: Iterable<Uint8Array>;
}

/**
 * Writes an uncompressed archive that `numpy.load` opens through `write`, one piece at a time, so that arrays of any size
 * need little memory. A member's CRC is known only at its end, so its header is written twice. Throws RangeError when the
 * pieces do not add up. A faster CRC-32 can be passed: called with bytes and the CRC of those before.
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
  let end = offset;
  for (const header of directory.map(centralHeader)) {
    write(header, end);
    end += header.length;
  }
  write(ends(directory.length, offset, end - offset), end);
}

interface StoredFile {
  readonly name: Uint8Array;
  readonly size: number;
  readonly crc: number;
  readonly offset: number;
}

function localHeader(file: StoredFile): Uint8Array {
  const { name, size } = file;
  return description(new Fields(30 + name.length + 20).u32(0x04034b50), file)
    .u16(20)
    .raw(name)
    .u16(1, 16)
    .u64(size, size).bytes;
}

function centralHeader(file: StoredFile): Uint8Array {
  const { name, size, offset } = file;
  return description(new Fields(46 + name.length + 28).u32(0x02014b50).u16(VERSION_ZIP64), file)
    .u16(28, 0, 0, 0)
    .u32(0, FULL32)
    .raw(name)
    .u16(1, 24)
    .u64(size, size, offset).bytes;
}

/** The fields that a local and a central header share: version, flags, method, date, CRC, sizes, length of the name. */
function description(header: Fields, { name, crc }: StoredFile): Fields {
  return header.u16(VERSION_ZIP64, 0x0800, 0, 0, DOS_DATE).u32(crc, FULL32, FULL32).u16(name.length);
}

function ends(count: number, start: number, length: number): Uint8Array {
  return new Fields(56 + 20 + 22)
    .u32(0x06064b50)
    .u64(44)
    .u16(VERSION_ZIP64, VERSION_ZIP64)
    .u32(0, 0)
    .u64(count, count, length, start)
    .u32(0x07064b50, 0)
    .u64(start + length)
    .u32(1, 0x06054b50)
    .u16(0, 0, FULL16, FULL16)
    .u32(FULL32, FULL32)
    .u16(0).bytes;
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
  u16(...values: number[]): this {
    for (const value of values) this.view.setUint16(this.next(2), value, true);
    return this;
  }
  u32(...values: number[]): this {
    for (const value of values) this.view.setUint32(this.next(4), value, true);
    return this;
  }
  u64(...values: number[]): this {
    for (const value of values) this.view.setBigUint64(this.next(8), BigInt(value), true);
    return this;
  }
  raw(bytes: Uint8Array): this {
    this.bytes.set(bytes, this.next(bytes.length));
    return this;
  }

  /** Where the next `length` bytes go. */
  private next(length: number): number {
    this.at += length;
    return this.at - length;
  }
}
