import { type ByteSource, type NdArray, sizeOf } from "../../src/arrays/ndarray";
import { decode, elementType } from "../../src/arrays/npy/dtype";
import { readFortranRows } from "../../src/arrays/npy/fortran";
import { npyHeader, readNpyHeader } from "../../src/arrays/npy/npy";
import { streamNpz } from "../../src/arrays/npz/npz";

/** A whole .npy file as float64 in C order, verified; what lies in Fortran order is rounded to float32. Throws ArrayFileError. */
export function readNpy(source: ByteSource): NdArray<Float64Array> {
  const header = readNpyHeader(source);
  const { shape, dtype, dataOffset, fortranOrder } = header;
  source.verify?.();
  if (fortranOrder) return { data: Float64Array.from(readFortranRows(source, header, 0, shape[0])), shape };
  const data = new Float64Array(sizeOf(shape));
  const type = elementType(dtype);
  decode(type, source.read(dataOffset, data.length * type.itemSize), 0, data.length, data, 0);
  return { data, shape };
}

const ELEMENTS = {
  "<i4": { size: 4, put: (view: DataView, at: number, value: number) => view.setInt32(at, value, true) },
  "<f4": { size: 4, put: (view: DataView, at: number, value: number) => view.setFloat32(at, value, true) },
  "<f8": { size: 8, put: (view: DataView, at: number, value: number) => view.setFloat64(at, value, true) },
} as const;

/** An array as the bytes of a .npy file. */
export function writeNpy(array: NdArray<ArrayLike<number>>, dtype: keyof typeof ELEMENTS): Uint8Array<ArrayBuffer> {
  const { size, put } = ELEMENTS[dtype];
  const header = npyHeader(dtype, array.shape);
  const bytes = new Uint8Array(header.length + array.data.length * size);
  bytes.set(header);
  const view = new DataView(bytes.buffer, header.length);
  for (let i = 0; i < array.data.length; i++) put(view, i * size, array.data[i]);
  return bytes;
}

/** An archive of .npy files by their names, written by `streamNpz` in one piece each. */
export function writeNpz(files: Readonly<Record<string, Uint8Array>>): Uint8Array<ArrayBuffer> {
  const members = Object.entries(files).map(([name, bytes]) => ({ name, size: bytes.length, pieces: [bytes] }));
  let archive = new Uint8Array(0);
  streamNpz(members, (bytes, position) => {
    const longer = new Uint8Array(Math.max(archive.length, position + bytes.length));
    longer.set(archive);
    longer.set(bytes, position);
    archive = longer;
  });
  return archive;
}
