import { ArrayFileError } from "../errors";

/** How a file stores elements: NumPy's kind letter and the bytes per element. */
export interface ElementType {
  readonly kind: "b" | "i" | "u" | "f";
  readonly itemSize: number;
  readonly littleEndian: boolean;
}

const SIZES: Readonly<Record<string, readonly number[]>> = { b: [1], i: [1, 2, 4, 8], u: [1, 2, 4, 8], f: [2, 4, 8] };

/** NumPy's names and letters of these types. A `long` has 4 bytes when Windows wrote it, which the file size reveals. */
const NAMES: Readonly<Record<string, string>> = {
  ...named("b1", "? bool bool_"),
  ...named("i1", "b int8 byte"),
  ...named("u1", "B uint8 ubyte"),
  ...named("i2", "h int16 short"),
  ...named("u2", "H uint16 ushort"),
  ...named("i4", "i int32 intc"),
  ...named("u4", "I uint32 uintc"),
  ...named("i8", "l q p n int64 int int_ intp long longlong"),
  ...named("u8", "L Q P N uint64 uint uintp ulong ulonglong"),
  ...named("f2", "e float16 half"),
  ...named("f4", "f float32 single"),
  ...named("f8", "d float64 double float"),
  ...named("f16", "g longdouble float128"),
  ...named("c8", "F complex64 csingle"),
  ...named("c16", "D complex128 complex cdouble"),
  ...named("O", "object object_"),
};

function named(code: string, names: string): Record<string, string> {
  return Object.fromEntries(names.split(" ").map((name) => [name, code]));
}

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

/** Parses a NumPy type such as `<f8`, `|b1` or `float32`. Throws ArrayFileError for types other than plain real numbers. */
export function elementType(descr: string): ElementType {
  const [, order, rest] = /^([<>|=]?)(.*)$/s.exec(descr) ?? ["", "", ""];
  const hasName = Object.hasOwn(NAMES, rest) && (order === "" || rest.length === 1);
  const [, kind, digits] = /^([a-zA-Z])(\d*)/.exec(hasName ? NAMES[rest] : rest) ?? [];
  const itemSize = Number(digits);
  const isWhole = hasName || rest === `${kind}${digits}`;
  if (isWhole && kind !== undefined && SIZES[kind]?.includes(itemSize)) {
    return { kind: kind as ElementType["kind"], itemSize, littleEndian: order !== ">" };
  }
  const what =
    kind !== undefined && Object.hasOwn(REFUSED, kind)
      ? `${REFUSED[kind]} (dtype ${descr})`
      : `elements of dtype ${descr}`;
  throw new ArrayFileError(`the file holds ${what}; save it as numbers, e.g. array.astype("float32")`);
}

/** A type as NumPy writes it to files: `<f4`, `|b1`. */
export function typeString({ kind, itemSize, littleEndian }: ElementType): string {
  const order = itemSize === 1 ? "|" : littleEndian ? "<" : ">";
  return `${order}${kind}${itemSize}`;
}

/** Decodes `count` elements that start at byte `from` of `bytes` into `to`, from element `at`. Rounds integers beyond 2^53. */
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
