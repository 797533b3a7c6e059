import { crc32 } from "node:zlib";
import { decode, elementType } from "../../arrays/npy/dtype";
import { FortranWindow, fortranIndex, readFortranRows } from "../../arrays/npy/fortran";
import { shapeText, sizeOf, type ByteSource } from "../../arrays/ndarray";
import { readNpyElements, readNpyHeader, type NpyHeader } from "../../arrays/npy/npy";
import { openNpzEntry, type ZipEntry } from "../../arrays/npz/npz";
import { inflated } from "../../files/inflate";
import type { FileSource } from "../schema/sources";
import type { GivenFile } from "../types";
import { checkFinite } from "./finite";
import { fault, type GivenArray, type Pass } from "./given";
import { reading, readingAsync } from "./reading";

/** A .npy file, or the `entry` of a .npz archive. Reads its header. Throws SourceError, ArrayFileError or FileError. */
export function npyArray(file: GivenFile, given: FileSource, name: string, entry?: ZipEntry): GivenArray {
  const arrayIn = (source: ByteSource): ByteSource => (entry ? openNpzEntry(source, entry, crc32) : source);
  const header = file.same.use((source) => readNpyHeader(arrayIn(source)));
  const { shape, fortranOrder } = header;
  if (given.shape && shapeText(given.shape) !== shapeText(shape)) {
    throw fault(["shape"], `the array in ${given.file} has shape ${shapeText(shape)}, not ${shapeText(given.shape)}`);
  }
  const using = <T>(use: (source: ByteSource) => T): T =>
    reading([], given.file, () => file.same.use((source) => use(arrayIn(source))));
  /** Reads directly into the final array, so that a large one is in memory only once. */
  const whole = (source: ByteSource): Float32Array => {
    source.verify?.();
    const numbers = fortranOrder
      ? readFortranRows(source, header, 0, shape[0] ?? 1)
      : readNpyElements(source, header, 0, sizeOf(shape));
    checkFinite(numbers, 0, shape, name, (flat) => element(source, header, flat));
    return numbers;
  };
  const more = `${given.file} goes on for ${header.excess} bytes behind the array of shape ${shapeText(shape)}, which is all that is read; is it still being written, or was a second array saved into it?`;
  const isPacked = entry?.method === "deflated";
  const window = fortranOrder ? new FortranWindow(header) : null;
  const elements =
    (first: number, count: number) =>
    (source: ByteSource): Float32Array => {
      const width = Math.max(1, sizeOf(shape.slice(1)));
      return window ? window.read(source, first / width, count / width) : readNpyElements(source, header, first, count);
    };
  return {
    shape,
    file,
    ...(header.excess > 0 && { warnings: [{ path: [], message: more }] }),
    read: () => using(whole),
    verify: () => using((source) => source.verify?.()),
    exact: (flat) => using((source) => element(source, header, flat)),
    elements: isPacked ? null : (first, count) => using(elements(first, count)),
    ...(isPacked && { pass: passOver(file, given, header, entry) }),
    ...((isPacked || fortranOrder) && { disorder: isPacked ? "compressed" : "fortran" }),
    ...(isPacked && { memory: entry.compressedSize + entry.size }),
  };
}

/** Inflates the array once and passes its numbers on piece by piece. */
function passOver({ same }: GivenFile, { file: name }: FileSource, header: NpyHeader, entry: ZipEntry): Pass {
  return {
    fortranOrder: header.fortranOrder,
    run: (visit) =>
      readingAsync([], name, async () => {
        const source = same.open();
        try {
          const numbers = new Numbers(header);
          let first = 0;
          for await (const bytes of inflated(source, entry)) {
            const values = numbers.of(bytes);
            if (values.length > 0) visit(values, first);
            first += values.length;
          }
        } finally {
          source.close();
          same.check();
        }
      }),
  };
}

/** Reads the numbers of a .npy file from pieces of its bytes. */
class Numbers {
  private readonly type;
  private toSkip: number;
  private left: number;
  private rest: Uint8Array = new Uint8Array(0);
  private values: Float32Array | Float64Array;

  constructor({ dtype, dataOffset, shape }: NpyHeader) {
    this.type = elementType(dtype);
    this.toSkip = dataOffset;
    this.left = sizeOf(shape);
    this.values = this.makeValues(0);
  }

  /** The numbers completed by these bytes; the array is reused by the next call. */
  of(piece: Uint8Array): Float32Array | Float64Array {
    const skipped = Math.min(this.toSkip, piece.length);
    this.toSkip -= skipped;
    const fresh = piece.subarray(skipped);
    const bytes = this.rest.length > 0 ? Buffer.concat([this.rest, fresh]) : fresh;
    const { itemSize } = this.type;
    const count = Math.min(this.left, Math.floor(bytes.length / itemSize));
    if (this.values.length < count) this.values = this.makeValues(count);
    decode(this.type, bytes, 0, count, this.values, 0);
    this.left -= count;
    this.rest = this.left > 0 ? bytes.subarray(count * itemSize) : new Uint8Array(0);
    return this.values.subarray(0, count);
  }

  private makeValues(count: number): Float32Array | Float64Array {
    return this.type.kind === "f" && this.type.itemSize <= 4 ? new Float32Array(count) : new Float64Array(count);
  }
}

/** One number of the file, unrounded, by its flat index in C order. */
function element(source: ByteSource, { dtype, dataOffset, shape, fortranOrder }: NpyHeader, flat: number): number {
  const type = elementType(dtype);
  const value = new Float64Array(1);
  const at = fortranOrder ? fortranIndex(flat, shape) : flat;
  decode(type, source.read(dataOffset + at * type.itemSize, type.itemSize), 0, 1, value, 0);
  return value[0];
}
