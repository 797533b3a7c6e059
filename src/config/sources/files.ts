import { extname, resolve } from "node:path";
import { fileKind, type FileKind } from "../../arrays/file-kind";
import { readNpzDirectory } from "../../arrays/npz/npz";
import { mayOpen, type FileAccess } from "../../files/access";
import { isFit } from "../../fits/read-fit";
import { SameFile } from "../../files/same-file";
import type { ArraySource, FileSource } from "../schema/sources";
import { csvArray } from "./csv-files";
import { fault, type GivenArray } from "./given";
import { npyArray } from "./npy-files";
import { orSayWhere } from "./missing";
import { reading } from "./reading";

/** Where to find a file source, and what to expect of it. */
export interface FileContext {
  /** The folder of relative paths. */
  readonly folder: string;
  /** The argument's name, which is the first choice among an archive's arrays. */
  readonly member: string;
  /** Number of the argument's axes. */
  readonly nAxes: number;
  /** Which files may be opened. */
  readonly access: FileAccess;
}

/** An array in a file. Its header is read at once, its data on demand. Throws SourceError. */
export function fileArray(source: string | FileSource, context: FileContext): GivenArray {
  const given: FileSource = typeof source === "string" ? { file: source } : source;
  const at = typeof source === "string" ? [] : ["file"];
  return openGiven(at, given, context, (same, kind) =>
    openers(given.file, kind, extname(same.path).toLowerCase())(same, given, context),
  );
}

/** Opens a named file that may be opened, with its kind by its contents. `at`: where its name stands in the source. Throws SourceError. */
export function openGiven<T>(
  at: readonly string[],
  given: FileSource,
  context: FileContext,
  open: (same: SameFile, kind: FileKind) => T,
): T {
  const file = pathOf(given, context.folder);
  if (!mayOpen(file, context.access)) {
    throw fault(
      at,
      `${given.file} lies outside of this workspace, which is not trusted, so it is not opened`,
      "warning",
    );
  }
  const same = new SameFile(file);
  return reading(at, given.file, () =>
    open(
      same,
      orSayWhere(given.file, context, () => same.use(fileKind)),
    ),
  );
}

/** The absolute path of a file source, even of a missing file; null for other sources. */
export function fileOf(source: ArraySource, folder: string): string | null {
  if (typeof source === "string") return pathOf({ file: source }, folder);
  if (typeof source !== "object") return null;
  if ("nemos" in source) return pathOf(source.nemos, folder);
  return "file" in source ? pathOf(source, folder) : null;
}

function pathOf({ file }: Pick<FileSource, "file">, folder: string): string {
  return resolve(folder, file);
}

type Opener = (same: SameFile, given: FileSource, context: FileContext) => GivenArray;

/** Chooses the opener by the contents; only text needs the extension of a table. Throws SourceError for other files. */
function openers(name: string, found: FileKind, ending: string): Opener {
  if (found.kind === "npy") return npy;
  // An archive is recognised by its end; anything may precede it.
  if (found.kind === "zip" || (ending === ".npz" && found.kind === "binary")) return npz;
  if (found.kind === "text" && TABLES.includes(ending)) return csv;
  const wanted = "a .npy, .npz or .csv file (or .txt, .tsv, .dat)";
  if (found.kind === "other") throw fault([], `${name} is ${found.what}`);
  if (found.kind === "binary") throw fault([], `${name} is neither an array file nor text; give ${wanted}`);
  throw fault(
    [],
    `${name} is a text file${ARRAYS.includes(ending) ? ", no array of NumPy; if it holds numbers, call it .csv" : `, and of no kind that is read: give ${wanted}`}`,
  );
}

const MOST_NAMES_SHOWN = 20;
const LONGEST_NAME_SHOWN = 40;
const TABLES = [".csv", ".txt", ".tsv", ".dat"];
const ARRAYS = [".npy", ".npz"];

const npy: Opener = (same, given, { member }) => npyArray({ file: same.path, same }, withoutMember(given), member);

const npz: Opener = (same, given, { member }) => {
  const { arrays, repeated, others } = same.use(readNpzDirectory);
  const array = memberOf([...arrays.keys()], others, given, member);
  const found = npyArray({ file: same.path, array, same }, given, member, arrays.get(array));
  const times = repeated.get(array);
  if (times === undefined) return found;
  const twice = `${given.file} holds ${times} arrays named ${array}; the last one is taken, as numpy.load does`;
  return { ...found, warnings: [...(found.warnings ?? []), { path: [], message: twice }] };
};

const csv: Opener = (same, given, { member, nAxes }) => csvArray(same, withoutMember(given), member, nAxes);

function withoutMember(given: FileSource): FileSource {
  if (given.array === undefined) return given;
  throw fault(["array"], `only a .npz archive has arrays with names; ${given.file} is one array`);
}

function memberOf(
  names: readonly string[],
  others: readonly string[],
  { array, file }: FileSource,
  argument: string,
): string {
  const shown = names
    .slice(0, MOST_NAMES_SHOWN)
    .map((name) => (name.length > LONGEST_NAME_SHOWN ? `${name.slice(0, LONGEST_NAME_SHOWN)}…` : name));
  const list =
    names.length > shown.length ? `${shown.join(", ")} and ${names.length - shown.length} more` : shown.join(", ");
  if (names.length === 0) throw fault(["file"], `${file} ${archiveWithoutArrays(others)}`);
  if (array !== undefined) {
    if (!names.includes(array)) throw fault(["array"], `there is no array "${array}" in ${file}; it holds ${list}`);
    return array;
  }
  if (names.includes(argument)) return argument;
  if (names.length === 1) return names[0];
  if (isFit(names))
    throw fault(
      [],
      `${file} is a model that NeMoS fitted: give { "nemos": { "file": ${JSON.stringify(file)} } } instead`,
    );
  throw fault(
    [],
    `${file} holds ${names.length} arrays and none is named ${argument}: choose one with "array": ${list}`,
  );
}

/** Other programs' files are zip archives too. */
function archiveWithoutArrays(others: readonly string[]): string {
  if (others.some((name) => name.startsWith("xl/"))) return "is an Excel workbook; save the sheet as .csv";
  if (others.some((name) => name.endsWith("/data.pkl")))
    return "is a PyTorch file; save the array with numpy.save(…, tensor.numpy())";
  return "holds no arrays";
}
