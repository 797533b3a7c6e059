import type { ByteSource, NdArray } from "../ndarray";
import { sizeOf } from "../ndarray";
import { decode, elementType } from "./dtype";
import { ArrayFileError } from "../errors";
import { npyHeader, readNpyHeader, type NpyHeader } from "./header";

export { npyHeader, readNpyHeader, type NpyHeader };

/** Bytes read at a time, so that a large file is never held twice. */
const CHUNK = 1 << 22;
const LITTLE_ENDIAN_HOST = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Reads a whole .npy file as float64 in C order, whatever its type, byte order and memory order, and verified. Throws ArrayFileError. */
export function readNpy(source: ByteSource): NdArray<Float64Array> {
  const header = readNpyHeader(source);
  const data = new Float64Array(sizeOf(header.shape));
  source.verify?.();
  readElements(source, header, 0, data.length, data);
  return { data: header.fortranOrder ? toCOrder(data, header.shape) : data, shape: header.shape };
}

/**
 * Reads rows `firstRow` to `firstRow + nRows` (exclusive) along axis 0 of a C-order file, rounded once to float32; the result holds
 * nRows * (product of the other axes) elements. Throws ArrayFileError for a file in Fortran order, whose rows do not lie together.
 */
export function readNpyRows(source: ByteSource, header: NpyHeader, firstRow: number, nRows: number): Float32Array {
  const width = sizeOf(header.shape.slice(1));
  return readNpyElements(source, header, firstRow * width, nRows * width);
}

/** The same by flat index: elements `first` to `first + count` (exclusive). */
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

function readElements(
  source: ByteSource,
  header: NpyHeader,
  first: number,
  count: number,
  to: Float64Array | Float32Array,
): void {
  const type = elementType(header.dtype);
  const step = CHUNK / type.itemSize;
  for (let done = 0; done < count; done += step) {
    const part = Math.min(step, count - done);
    const bytes = source.read(header.dataOffset + (first + done) * type.itemSize, part * type.itemSize);
    decode(type, bytes, 0, part, to, done);
  }
}

/** Reorders elements whose first axis varies fastest so that the last one does. */
function toCOrder(data: Float64Array, shape: readonly number[]): Float64Array {
  const ordered = new Float64Array(data.length);
  const strides = shape.map((_, axis) => sizeOf(shape.slice(0, axis)));
  const index = new Array<number>(shape.length).fill(0);
  let from = 0;
  for (let to = 0; to < data.length; to++) {
    ordered[to] = data[from];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis];
      if (++index[axis] < shape[axis]) break;
      from -= strides[axis] * shape[axis];
      index[axis] = 0;
    }
  }
  return ordered;
}

const ELEMENTS = {
  "<i4": { size: 4, put: (view: DataView, at: number, value: number) => view.setInt32(at, value, true) },
  "<f4": { size: 4, put: (view: DataView, at: number, value: number) => view.setFloat32(at, value, true) },
  "<f8": { size: 8, put: (view: DataView, at: number, value: number) => view.setFloat64(at, value, true) },
} as const;

/** An array as the bytes of a .npy file. */
export function writeNpy(array: NdArray<ArrayLike<number>>, dtype: "<i4" | "<f4" | "<f8"): Uint8Array<ArrayBuffer> {
  const { size, put } = ELEMENTS[dtype];
  const header = npyHeader(dtype, array.shape);
  const bytes = new Uint8Array(header.length + array.data.length * size);
  bytes.set(header);
  const view = new DataView(bytes.buffer, header.length);
  for (let i = 0; i < array.data.length; i++) put(view, i * size, array.data[i]);
  return bytes;
}
