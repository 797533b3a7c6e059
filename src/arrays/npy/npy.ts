import type { ByteSource } from "../ndarray";
import { sizeOf } from "../ndarray";
import { decode, elementType } from "./dtype";
import { ArrayFileError } from "../errors";
import { npyHeader, readNpyHeader, type NpyHeader } from "./header";

export { npyHeader, readNpyHeader, type NpyHeader };

/** Bytes read at a time, so that a large file is never held twice. */
const CHUNK = 1 << 22;
const LITTLE_ENDIAN_HOST = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/**
 * Reads rows `firstRow` to `firstRow + nRows` (exclusive) along axis 0 of a file in C order, rounded once to float32:
 * nRows * (product of the other axes) elements. Throws ArrayFileError for Fortran order, whose rows are not contiguous.
 */
export function readNpyRows(source: ByteSource, header: NpyHeader, firstRow: number, nRows: number): Float32Array {
  const width = sizeOf(header.shape.slice(1));
  return readNpyElements(source, header, firstRow * width, nRows * width);
}

/** Like `readNpyRows`, by flat index: elements `first` to `first + count` (exclusive). */
export function readNpyElements(source: ByteSource, header: NpyHeader, first: number, count: number): Float32Array {
  if (header.fortranOrder)
    throw new ArrayFileError("rows of an array in Fortran order do not lie together; read it whole");
  const size = sizeOf(header.shape);
  if (first < 0 || count < 0 || first + count > size)
    throw new RangeError(`elements ${first} to ${first + count} of ${size}`);
  if (header.dtype === "<f4" && LITTLE_ENDIAN_HOST) {
    const bytes = source.read(header.dataOffset + first * 4, count * 4);
    return bytes.byteOffset % 4 === 0
      ? new Float32Array(bytes.buffer, bytes.byteOffset, count)
      : new Float32Array(bytes.slice().buffer);
  }
  const elements = new Float32Array(count);
  readElements(source, header, first, count, elements);
  return elements;
}

function readElements(source: ByteSource, header: NpyHeader, first: number, count: number, to: Float32Array): void {
  const type = elementType(header.dtype);
  const step = CHUNK / type.itemSize;
  for (let done = 0; done < count; done += step) {
    const part = Math.min(step, count - done);
    const bytes = source.read(header.dataOffset + (first + done) * type.itemSize, part * type.itemSize);
    decode(type, bytes, 0, part, to, done);
  }
}
