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
 * need little memory. Throws RangeError when the pieces do not add up. A faster CRC-32 can be passed: called with bytes and
 * the CRC of those before.
 */
export function streamNpz(
  members: readonly NpzMember[],
  write: (bytes: Uint8Array, position: number) => void,
  checksum = crc32,
): void {
  const archive = new NpzWriter(write, checksum);
  for (const { name, size, pieces } of members) {
    archive.begin(name, size);
    for (const piece of pieces) archive.add(piece);
    archive.end();
  }
  archive.finish();
}

/** The same for pieces that come one by one: for each array `begin`, `add` its pieces, `end`; at last `finish`. */
export class NpzWriter {
  private readonly directory: StoredFile[] = [];
  private file: StoredFile = { name: new Uint8Array(), size: 0, crc: 0, offset: 0 };
  private start = 0;
  private position = 0;

  constructor(
    private readonly write: (bytes: Uint8Array, position: number) => void,
    private readonly checksum = crc32,
  ) {}

  /** Begins an array of which `size` bytes will be added. */
  begin(name: string, size: number): void {
    this.file = { name: new TextEncoder().encode(`${name}.npy`), size, crc: 0, offset: this.position };
    this.position += localHeader(this.file).length;
    this.start = this.position;
  }

  add(piece: Uint8Array): void {
    this.write(piece, this.position);
    this.position += piece.length;
    this.file = { ...this.file, crc: this.checksum(piece, this.file.crc) };
  }

  /** Writes the array's header, since its CRC is known only now. */
  end(): void {
    const { name, size, offset } = this.file;
    const added = this.position - this.start;
    if (added !== size)
      throw new RangeError(
        `${new TextDecoder().decode(name).slice(0, -4)} has ${added} bytes where ${size} were promised`,
      );
    this.write(localHeader(this.file), offset);
    this.directory.push(this.file);
  }

  finish(): void {
    const start = this.position;
    for (const header of this.directory.map(centralHeader)) {
      this.write(header, this.position);
      this.position += header.length;
    }
    this.write(ends(this.directory.length, start, this.position - start), this.position);
  }
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
