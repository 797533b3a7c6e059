import type { ByteSource } from "../ndarray";
import { shapeText, sizeOf } from "../ndarray";
import { elementType, typeString, type ElementType } from "./dtype";
import { ArrayFileError } from "../errors";
import { parsePythonLiteral, Tuple, type PythonValue } from "./python-literal";

/** The header of a .npy file, checked against the file's size. */
export interface NpyHeader {
  readonly shape: readonly number[];
  /** The normalised NumPy type string, e.g. `<f4`. */
  readonly dtype: string;
  readonly fortranOrder: boolean;
  /** Byte offset of the data. */
  readonly dataOffset: number;
  /** Bytes per element. */
  readonly itemSize: number;
  /** Bytes of the file after the data, which the header does not describe. */
  readonly excess: number;
}

/** The first bytes of every .npy file. */
export const NPY_MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59] as const;
const MAGIC = String.fromCharCode(...NPY_MAGIC);
/** NumPy itself rejects headers above 10 000 characters by default. */
const LONGEST_HEADER = 65_536;
const MOST_AXES = 64;
/** NumPy aligns the data to 64 bytes. */
const ALIGNMENT = 64;

/** Reads the header of a .npy file of format 1, 2 or 3. Throws ArrayFileError when it is none, not of numbers, or cut off. */
export function readNpyHeader(source: ByteSource): NpyHeader {
  const { descr, fortranOrder, shape, dataOffset } = readNpyFields(source);
  const type = typeOf(descr);
  const header = { shape, dtype: typeString(type), fortranOrder, dataOffset, itemSize: type.itemSize };
  return { ...header, excess: excessOf(header, source.size) };
}

/** The fields of a header, of elements of any type. Throws ArrayFileError when it is none. */
export function readNpyFields(
  source: ByteSource,
): Pick<NpyHeader, "shape" | "fortranOrder" | "dataOffset"> & { readonly descr: PythonValue } {
  const { text, dataOffset } = headerText(source);
  const fields = parsePythonLiteral(text);
  if (!(fields instanceof Map) || fields.size !== KEYS.length || !KEYS.every((key) => fields.has(key))) {
    throw new ArrayFileError(
      `the header of the .npy file cannot be understood: it does not say ${KEYS.join(", ")}, and nothing else; the file is damaged`,
    );
  }
  const [descr, fortranOrder, lengths] = KEYS.map((key) => fields.get(key));
  if (typeof fortranOrder !== "boolean")
    throw new ArrayFileError("the header has a fortran_order that is neither True nor False; the file is damaged");
  return { descr, fortranOrder, shape: shapeOf(lengths), dataOffset };
}

const KEYS = ["descr", "fortran_order", "shape"];

function typeOf(descr: PythonValue): ElementType {
  if (typeof descr === "string") return elementType(descr);
  if (Array.isArray(descr))
    throw new ArrayFileError("the file holds a structured array (named fields); save one field as a plain array");
  throw new ArrayFileError("the header has a descr that is no type of numbers; save the array with numpy.save");
}

function shapeOf(lengths: PythonValue): number[] {
  const items = lengths instanceof Tuple ? lengths.items : [undefined];
  const shape = items.filter((length): length is number => Number.isSafeInteger(length) && (length as number) >= 0);
  if (shape.length < items.length)
    throw new ArrayFileError(`the header has a shape of ${textOf(lengths)}; the file is damaged`);
  if (shape.length > MOST_AXES)
    throw new ArrayFileError(`the header has a shape of ${shape.length} axes; NumPy has at most ${MOST_AXES}`);
  return shape;
}

function textOf(value: PythonValue): string {
  return value instanceof Tuple ? `(${value.items.map(textOf).join(", ")})` : String(value);
}

function headerText(source: ByteSource): { text: string; dataOffset: number } {
  if (source.size < 12) throw new ArrayFileError(`not a .npy file: it has only ${source.size} bytes`);
  const start = source.read(0, 12);
  if (ascii(start.subarray(0, 6)) !== MAGIC)
    throw new ArrayFileError("not a .npy file: it does not begin with NumPy's mark");
  const version = start[6];
  if (version < 1 || version > 3 || start[7] !== 0)
    throw new ArrayFileError(`.npy format ${version}.${start[7]} is not known; save it with numpy.save`);
  const view = new DataView(start.buffer, start.byteOffset);
  const [length, begin] = version === 1 ? [view.getUint16(8, true), 10] : [view.getUint32(8, true), 12];
  if (length > LONGEST_HEADER)
    throw new ArrayFileError(`the header says that it is ${length} bytes long; the file is damaged`);
  if (begin + length > source.size) throw new ArrayFileError("the file ends within its header; it was cut off");
  return { text: ascii(source.read(begin, length)), dataOffset: begin + length };
}

function excessOf({ shape, itemSize, dataOffset, dtype }: Omit<NpyHeader, "excess">, size: number): number {
  const needed = sizeOf(shape) * itemSize;
  const there = size - dataOffset;
  if (needed <= there) return there - needed;
  throw new ArrayFileError(
    `the header promises an array of shape ${shapeText(shape)} and dtype ${dtype}, which is ${needed} bytes; only ${there} follow (cut off, or still being written?)`,
  );
}

/**
 * The header that `numpy.save` writes for an array in C order. Its length does not depend on the shape (128 bytes, or
 * `totalLength`, a multiple of 64), so that appending rows changes only the shape in it.
 */
export function npyHeader(
  dtype: "<i4" | "<i8" | "<f4" | "<f8" | "|O" | `<U${number}`,
  shape: readonly number[],
  totalLength = 128,
): Uint8Array<ArrayBuffer> {
  const text = `{'descr': '${dtype}', 'fortran_order': False, 'shape': ${shapeText(shape)}, }`;
  if (totalLength % ALIGNMENT !== 0 || 10 + text.length + 1 > totalLength || totalLength > 0xffff) {
    throw new RangeError(`a header of ${totalLength} bytes cannot hold the shape ${shapeText(shape)}`);
  }
  const header = new Uint8Array(totalLength).fill(0x20);
  const put = (at: number, characters: string): void => {
    for (let i = 0; i < characters.length; i++) header[at + i] = characters.charCodeAt(i);
  };
  put(0, `${MAGIC}\x01\x00`);
  new DataView(header.buffer).setUint16(8, totalLength - 10, true);
  put(10, text);
  put(totalLength - 1, "\n");
  return header;
}

function ascii(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
