import { zipSync } from "fflate";
import { shapeText, sizeOf } from "../../src/arrays/ndarray";

/** The types of numbers that .npy files are read of. */
export const DTYPES = [
  "|b1",
  "|i1",
  "|u1",
  "<i2",
  "<u2",
  "<i4",
  "<u4",
  "<i8",
  "<u8",
  "<f2",
  "<f4",
  "<f8",
  ">i4",
  ">f4",
  ">f8",
] as const;
export type Dtype = (typeof DTYPES)[number];

/** A .npy file of any type and order. `value` gives the number of a flat index in C order; halves must be whole numbers below 2048. */
export function npyFile(
  shape: readonly number[],
  dtype: Dtype,
  value: (flat: number) => number,
  fortranOrder = false,
): Uint8Array {
  const itemSize = Number(dtype.slice(2));
  const size = sizeOf(shape);
  const bytes = zeroNpyFile(shape, dtype, fortranOrder);
  const view = new DataView(bytes.buffer, 128);
  const put = PUTS[dtype.slice(1)];
  const places = fortranOrder ? cIndices(shape) : null;
  for (let at = 0; at < size; at++) put(view, at * itemSize, value(places ? places[at] : at), dtype[0] !== ">");
  return bytes;
}

/** The same of zeros, which is made at once. */
export function zeroNpyFile(shape: readonly number[], dtype: Dtype, fortranOrder = false): Uint8Array<ArrayBuffer> {
  const text =
    `{'descr': '${dtype}', 'fortran_order': ${fortranOrder ? "True" : "False"}, 'shape': ${shapeText(shape)}, }`.padEnd(
      117,
    ) + "\n";
  const bytes = new Uint8Array(128 + sizeOf(shape) * Number(dtype.slice(2)));
  bytes.set([0x93, ...new TextEncoder().encode("NUMPY"), 1, 0, 118, 0, ...new TextEncoder().encode(text)]);
  return bytes;
}

/** An archive as numpy.savez (level 0) and numpy.savez_compressed write it. */
export function npzFile(members: Readonly<Record<string, Uint8Array>>, level: 0 | 1 | 6 = 6): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(members).map(([name, bytes]) => [`${name}.npy`, bytes])), { level });
}

/** The flat index in C order of one element after the other in Fortran order. */
function cIndices(shape: readonly number[]): Float64Array {
  const places = new Float64Array(sizeOf(shape));
  const index = shape.map(() => 0);
  for (let at = 0; at < places.length; at++) {
    places[at] = index.reduce((flat, i, axis) => flat * shape[axis] + i, 0);
    for (let axis = 0; axis < shape.length && ++index[axis] === shape[axis]; axis++) index[axis] = 0;
  }
  return places;
}

type Put = (view: DataView, at: number, value: number, little: boolean) => void;
const PUTS: Readonly<Record<string, Put>> = {
  b1: (view, at, value) => view.setUint8(at, value === 0 ? 0 : 1),
  i1: (view, at, value) => view.setInt8(at, value),
  u1: (view, at, value) => view.setUint8(at, value),
  i2: (view, at, value, little) => view.setInt16(at, value, little),
  u2: (view, at, value, little) => view.setUint16(at, value, little),
  i4: (view, at, value, little) => view.setInt32(at, value, little),
  u4: (view, at, value, little) => view.setUint32(at, value, little),
  i8: (view, at, value, little) => view.setBigInt64(at, BigInt(value), little),
  u8: (view, at, value, little) => view.setBigUint64(at, BigInt(value), little),
  f2: (view, at, value, little) => view.setUint16(at, half(value), little),
  f4: (view, at, value, little) => view.setFloat32(at, value, little),
  f8: (view, at, value, little) => view.setFloat64(at, value, little),
};

function half(value: number): number {
  if (value === 0) return 0;
  const exponent = Math.floor(Math.log2(Math.abs(value)));
  return (value < 0 ? 0x8000 : 0) | ((exponent + 15) << 10) | Math.round((Math.abs(value) / 2 ** exponent - 1) * 1024);
}
