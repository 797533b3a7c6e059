import { ArrayFileError } from "./errors";

/** How the elements of a file are stored: NumPy's kind letter and the bytes of one element. */
export interface ElementType {
  readonly kind: "b" | "i" | "u" | "f";
  readonly itemSize: number;
  readonly littleEndian: boolean;
}

const SIZES: Readonly<Record<string, readonly number[]>> = { b: [1], i: [1, 2, 4, 8], u: [1, 2, 4, 8], f: [2, 4, 8] };

const REFUSED: Readonly<Record<string, string>> = {
  O: "Python objects",
  U: "text (unicode)",
  S: "text (bytes)",
  a: "text (bytes)",
  V: "structured or raw bytes",
  c: "complex numbers",
  M: "dates",
  m: "time differences",
};

/**
 * Reads a NumPy type string such as `<f8`, `|b1` or `>i4`.
 * Throws ArrayFileError for types that are no plain real numbers, before anything of the data is looked at.
 */
export function elementType(descr: string): ElementType {
  const [, order, kind, digits] = /^([<>|=]?)([a-zA-Z])(\d*)/.exec(descr) ?? [];
  const itemSize = Number(digits);
  if (kind !== undefined && SIZES[kind]?.includes(itemSize)) {
    return { kind: kind as ElementType["kind"], itemSize, littleEndian: order !== ">" };
  }
  const what = kind !== undefined && kind in REFUSED ? `${REFUSED[kind]} (dtype ${descr})` : `elements of dtype ${descr}`;
  throw new ArrayFileError(`the file holds ${what}; save it as numbers, e.g. array.astype("float32")`);
}

/** Puts `count` elements that start at byte `from` of `bytes` into `to` at element `at`. Integers beyond 2^53 are rounded. */
export function decode(
  { kind, itemSize, littleEndian }: ElementType,
  bytes: Uint8Array,
  from: number,
  count: number,
  to: Float64Array | Float32Array,
  at: number,
): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset + from, count * itemSize);
  const read = READERS[`${kind}${itemSize}`];
  for (let i = 0; i < count; i++) to[at + i] = read(view, i * itemSize, littleEndian);
}

const READERS: Readonly<Record<string, (view: DataView, offset: number, littleEndian: boolean) => number>> = {
  b1: (view, offset) => (view.getUint8(offset) === 0 ? 0 : 1),
  i1: (view, offset) => view.getInt8(offset),
  i2: (view, offset, little) => view.getInt16(offset, little),
  i4: (view, offset, little) => view.getInt32(offset, little),
  i8: (view, offset, little) => Number(view.getBigInt64(offset, little)),
  u1: (view, offset) => view.getUint8(offset),
  u2: (view, offset, little) => view.getUint16(offset, little),
  u4: (view, offset, little) => view.getUint32(offset, little),
  u8: (view, offset, little) => Number(view.getBigUint64(offset, little)),
  f2: (view, offset, little) => float16(view.getUint16(offset, little)),
  f4: (view, offset, little) => view.getFloat32(offset, little),
  f8: (view, offset, little) => view.getFloat64(offset, little),
};

/** IEEE 754 binary16: 1 sign, 5 exponent, 10 fraction bits. */
function float16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
