import type { ByteSource } from "./ndarray";
import { shapeText, sizeOf } from "./ndarray";
import { elementType } from "./dtype";
import { ArrayFileError } from "./errors";

/** What the header of a .npy file says, checked against the size of the file. */
export interface NpyHeader {
  readonly shape: readonly number[];
  /** NumPy's type string, e.g. `<f4`. */
  readonly dtype: string;
  readonly fortranOrder: boolean;
  /** Byte at which the data begins. */
  readonly dataOffset: number;
  /** Bytes of one element. */
  readonly itemSize: number;
}

/** What every .npy file begins with. */
export const NPY_MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59] as const;
const MAGIC = String.fromCharCode(...NPY_MAGIC);
/** NumPy itself refuses to parse headers above 10 000 characters unless told otherwise. */
const LONGEST_HEADER = 65_536;
/** NumPy aligns the data to 64 bytes. */
const ALIGNMENT = 64;

/**
 * Reads the header of a .npy file of format 1, 2 or 3 and nothing else.
 * Throws ArrayFileError when it is no such file, is of a type that is not numbers, or promises more data than the file holds.
 */
export function readNpyHeader(source: ByteSource): NpyHeader {
  const { text, dataOffset } = headerText(source);
  const descr = /'descr'\s*:\s*(?:'([^']*)'|(\[))/.exec(text);
  const fortran = /'fortran_order'\s*:\s*(True|False)/.exec(text);
  const shapeList = /'shape'\s*:\s*\(([^)]*)\)/.exec(text);
  if (!descr || !fortran || !shapeList) throw new ArrayFileError("the header of the .npy file cannot be understood; the file is damaged");
  if (descr[2] !== undefined) throw new ArrayFileError("the file holds a structured array (named fields); save one field as a plain array");
  const { itemSize } = elementType(descr[1]);
  const shape = parseShape(shapeList[1]);
  const header = { shape, dtype: descr[1], fortranOrder: fortran[1] === "True", dataOffset, itemSize };
  checkSize(header, source.size);
  return header;
}

function headerText(source: ByteSource): { text: string; dataOffset: number } {
  if (source.size < 12) throw new ArrayFileError(`not a .npy file: it has only ${source.size} bytes`);
  const start = source.read(0, 12);
  if (ascii(start.subarray(0, 6)) !== MAGIC) throw new ArrayFileError("not a .npy file: it does not begin with NumPy's mark");
  const version = start[6];
  if (version < 1 || version > 3) throw new ArrayFileError(`.npy format ${version}.${start[7]} is not known; save it with numpy.save`);
  const view = new DataView(start.buffer, start.byteOffset);
  const [length, begin] = version === 1 ? [view.getUint16(8, true), 10] : [view.getUint32(8, true), 12];
  if (length > LONGEST_HEADER) throw new ArrayFileError(`the header says that it is ${length} bytes long; the file is damaged`);
  if (begin + length > source.size) throw new ArrayFileError("the file ends within its header; it was cut off");
  return { text: ascii(source.read(begin, length)), dataOffset: begin + length };
}

function parseShape(list: string): number[] {
  const lengths = list.split(",").map((part) => part.trim());
  if (lengths.at(-1) === "") lengths.pop();
  return lengths.map((part) => {
    const length = /^\d+L?$/.test(part) ? parseInt(part, 10) : NaN;
    if (!Number.isSafeInteger(length)) throw new ArrayFileError(`the header has a shape of (${list}); the file is damaged`);
    return length;
  });
}

function checkSize({ shape, itemSize, dataOffset, dtype }: NpyHeader, size: number): void {
  const needed = sizeOf(shape) * itemSize;
  const there = size - dataOffset;
  if (needed <= there) return;
  throw new ArrayFileError(
    `the header promises an array of shape ${shapeText(shape)} and dtype ${dtype}, which is ${needed} bytes; only ${there} follow (cut off, or still being written?)`,
  );
}

/**
 * The header that `numpy.save` writes for an array in C order. It has the same length whatever the shape (128 bytes, or
 * `totalLength`, a multiple of 64), so that while rows are appended only the shape in it changes.
 */
export function npyHeader(dtype: "<i4" | "<f4" | "<f8", shape: readonly number[], totalLength = 128): Uint8Array<ArrayBuffer> {
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
