import { extname, resolve } from "node:path";
import { crc32 } from "node:zlib";
import { readCsv, readCsvShape } from "../../arrays/csv";
import { ArrayFileError } from "../../arrays/errors";
import { shapeText, sizeOf, type ByteSource } from "../../arrays/ndarray";
import { readNpy, readNpyHeader, readNpyElements } from "../../arrays/npy";
import { openNpzMember, readNpzDirectory } from "../../arrays/npz";
import { mayOpen, type FileAccess } from "../../files/access";
import { FileError } from "../../files/errors";
import { SameFile } from "../../files/same-file";
import type { FileSource } from "../schema-sources";
import { checkFinite, toFloat32 } from "./finite";
import { fault, type GivenArray } from "./given";

/** Where a file source is found, and what is expected of it. */
export interface FileContext {
  /** The folder that relative paths begin at. */
  readonly folder: string;
  /** The name of the argument: the array that is looked for in an archive first. */
  readonly member: string;
  /** How many axes the argument has. */
  readonly nAxes: number;
  /** Which files may be looked at. */
  readonly access: FileAccess;
}

/** An array in a file. Its header is read at once; its data when it is asked for. Throws SourceError. */
export function fileArray(source: string | FileSource, context: FileContext): GivenArray {
  const given: FileSource = typeof source === "string" ? { file: source } : source;
  const at = typeof source === "string" ? [] : ["file"];
  const file = resolve(context.folder, given.file);
  if (!mayOpen(file, context.access)) {
    throw fault(at, `${given.file} lies outside of this workspace, which is not trusted: it is not looked at`, "warning");
  }
  const open = FORMATS[extname(file).toLowerCase()];
  if (!open) throw fault(at, `${given.file} is no kind of file that is read: give a .npy, .npz or .csv file`);
  return reading(at, given.file, () => open(new SameFile(file), given, context));
}

type Opener = (same: SameFile, given: FileSource, context: FileContext) => GivenArray;

const FORMATS: Readonly<Record<string, Opener>> = {
  ".npy": (same, given, { member }) => {
    refuseMember(given);
    return npyArray({ file: same.path, same }, given, member, (use) => same.use(use));
  },
  ".npz": (same, given, { member }) => {
    const { arrays, repeated } = same.use(readNpzDirectory);
    const array = memberOf([...arrays.keys()], given, member);
    const found = npyArray({ file: same.path, array, same }, given, member, (use) => same.use((source) => use(openNpzMember(source, array, crc32))));
    const times = repeated.get(array);
    if (times === undefined) return found;
    return { ...found, warnings: [{ path: [], message: `${given.file} holds ${times} arrays named ${array}; the last one is taken, as numpy.load does` }] };
  },
  ".csv": (same, given, { nAxes, member }) => {
    refuseMember(given);
    const shape = csvShape(same.use(readCsvShape), given, nAxes);
    return {
      shape,
      file: { file: same.path, same },
      read: () => reading([], given.file, () => toFloat32(same.use(readCsv).data, shape, member)),
      elements: null,
    };
  },
};

type UseSource = <T>(use: (source: ByteSource) => T) => T;

function npyArray(file: GivenArray["file"], given: FileSource, name: string, using: UseSource): GivenArray {
  const header = using(readNpyHeader);
  if (given.shape && shapeText(given.shape) !== shapeText(header.shape)) {
    throw fault(["shape"], `the array in ${given.file} has shape ${shapeText(header.shape)}, not ${shapeText(given.shape)}`);
  }
  const elements = (first: number, count: number) => (source: ByteSource): Float32Array => readNpyElements(source, header, first, count);
  const readWhole = (source: ByteSource): Float64Array => readNpy(source).data;
  const verify = (): void => using((source) => source.verify?.());
  /** As it is used, so that no second copy of a large array is ever in memory. */
  const readRounded = (): Float32Array => {
    verify();
    const rounded = using(elements(0, sizeOf(header.shape)));
    checkFinite(rounded, 0, header.shape, name, (flat) => using(readWhole)[flat]);
    return rounded;
  };
  return {
    shape: header.shape,
    file,
    verify: () => reading([], given.file, verify),
    read: () => reading([], given.file, () => (header.fortranOrder ? toFloat32(using(readWhole), header.shape, name) : readRounded())),
    elements: header.fortranOrder
      ? null
      : (first, count) => reading([], given.file, () => using(elements(first, count))),
  };
}

function refuseMember({ array, file }: FileSource): void {
  if (array !== undefined) throw fault(["array"], `only a .npz archive has arrays with names; ${file} is one array`);
}

function memberOf(names: readonly string[], { array, file }: FileSource, argument: string): string {
  const list = names.join(", ");
  if (names.length === 0) throw fault(["file"], `${file} holds no arrays`);
  if (array !== undefined) {
    if (!names.includes(array)) throw fault(["array"], `there is no array "${array}" in ${file}; it holds ${list}`);
    return array;
  }
  if (names.includes(argument)) return argument;
  if (names.length === 1) return names[0];
  throw fault([], `${file} holds ${names.length} arrays and none is named ${argument}: choose one with "array": ${list}`);
}

function csvShape([rows, columns]: readonly [number, number], given: FileSource, nAxes: number): readonly number[] {
  const found = `${given.file} has ${rows} rows of ${columns} numbers`;
  if (given.shape) {
    if (sizeOf(given.shape) !== rows * columns) throw fault(["shape"], `${found}, which do not fill the shape ${shapeText(given.shape)}`);
    return given.shape;
  }
  if (nAxes === 1) {
    if (rows !== 1 && columns !== 1) throw fault([], `${found}; one row or one column is expected`);
    return [rows * columns];
  }
  if (nAxes > 2) throw fault([], `${found}; say how they fill ${nAxes} axes, e.g. { "file": "${given.file}", "shape": […] } (row by row)`);
  return [rows, columns];
}

/** Runs something that opens a file; what goes wrong with the file is a fault of the source. */
function reading<T>(at: readonly string[], name: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof FileError) throw fault(at, error.message);
    if (error instanceof ArrayFileError) throw fault(at, `${name}: ${error.message}`);
    throw error;
  }
}
