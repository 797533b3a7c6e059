import type { CsvLayout } from "../arrays/csv/read";
import type { SameFile } from "../files/same-file";
import type { FileStamp } from "../files/stamp";
import type { ArrayArgument } from "./shapes/dimensions";
import type { Arithmetic } from "./schema/config";
import type { FeedforwardSource, InverseLinkName, Key, RecurrentGlm } from "../model/types";

/** An error or warning about a config, at its place. Lines and columns count from 1, offsets from 0 (UTF-16). */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly offset: number;
  readonly length: number;
  /** Where it ends, if on another line. */
  readonly end?: { readonly line: number; readonly column: number };
  readonly severity: "error" | "warning";
  /** True for a mistake in the JSON itself, which an editor's own JSON support reports too. */
  readonly syntax?: boolean;
  /** What is wrong and what to do. */
  readonly message: string;
  /** JSON path, e.g. ["feedforward_input", 0, "step", "start"]; empty for the whole file. */
  readonly path: readonly (string | number)[];
  /** The other place of a disagreement. */
  readonly related?: {
    readonly offset: number;
    readonly length: number;
    readonly line: number;
    readonly column: number;
    readonly message: string;
  };
}

/** A problem as compilers print it, so that editors and terminals can jump to it: `file:line:column: error: message`. */
export function problemText({ file, line, column, severity, message }: Problem): string {
  return `${file}:${line}:${column}: ${severity}: ${message}`;
}

/** The shape of an array as the config resolves it, for inlay hints; known from headers, without reading the data. */
export interface ResolvedShape {
  readonly argument: ArrayArgument;
  /** Offset of the argument's value in the text, and the one just after it. */
  readonly start: number;
  readonly offset: number;
  /** The end of the value's first line, from 1, and whether the value ends there. */
  readonly line: number;
  readonly column: number;
  readonly endsThere: boolean;
  readonly shape: readonly number[];
  /** Its axes in words; and in few words if some are equally long, so that the shape does not show their order. */
  readonly axes: string;
  readonly axesInShort: string | null;
}

/** Sizes that arrays, headers, bases, neurons, n_time_bins and stimuli agree on. */
export interface Dimensions {
  readonly nNeurons: number;
  readonly windowSize: number;
  readonly nBasisFuncs: number;
  readonly nFeatures: number;
  readonly nTimeBins: number;
}

/** What reading a config needs, in bytes, in addition to the arrays that its run keeps. */
export interface ReadingNeed {
  readonly memoryBytes: number;
  /** Of the temporary file that an input is brought into order in. */
  readonly diskBytes: number;
}

/** What is known of a config before data is read: enough to check it, show shapes and estimate resources. */
export interface PlannedConfig {
  readonly file: string;
  readonly text: string;
  readonly problems: readonly Problem[];
  readonly shapes: readonly ResolvedShape[];
  /** The files that it names and that may be opened, missing ones too, as they were before reading. */
  readonly files: readonly FileStamp[];
  /** null if a key that determines them is wrong or missing. */
  readonly dimensions: Dimensions | null;
  readonly reading: ReadingNeed;
  readonly title: string | null;
  readonly binSize: number | null;
  readonly randomKey: Key;
}

/** The file of an array: its absolute path and, of a .npz archive, the array's name in it. */
export interface GivenFile {
  readonly file: string;
  readonly array?: string;
  /** The same file, of which it is noticed when it changes after its header was read. */
  readonly same: SameFile;
  /** Of a text file, how its numbers are written. */
  readonly csv?: CsvLayout;
}

/** The file of an argument. */
export interface ReferredFile extends GivenFile {
  readonly argument: string;
}

/** Feedforward input. A file that it is read from block by block must stay as it is until the last bin is done. */
export interface CheckedFeedforward extends FeedforwardSource {
  /** Throws FileError when such a file has changed since it was first read; `read` does so by itself. */
  check?(): void;
  /** Releases its resources; it cannot be read afterwards. */
  close?(): void;
}

/** A resolved config: the kernel's input, and what a run's manifest keeps. */
export interface ResolvedConfig {
  readonly file: string;
  readonly text: string;
  readonly model: RecurrentGlm;
  readonly feedforward: CheckedFeedforward | null;
  readonly nTimeBins: number;
  readonly randomKey: Key;
  readonly inverseLink: InverseLinkName;
  /** Whose order float32 numbers are to be added in; see `chooseArithmetic`. */
  readonly arithmetic: Arithmetic;
  readonly title: string | null;
  readonly binSize: number | null;
  readonly neurons: { readonly names: readonly string[] | null; readonly groups: readonly string[] | null };
  readonly files: readonly ReferredFile[];
  /** The config's JSON value of feedforward_input (undefined when left out), from which Python rebuilds it. */
  readonly feedforwardValue: unknown;
  /** feedforward_input came unchanged from one file: it is referred to, not copied. */
  readonly feedforwardIsFile: boolean;
  /** Warnings of a config that can be run. */
  readonly warnings: readonly Problem[];
}

/** Settings of one run that override the config's. */
export interface ConfigOverrides {
  readonly randomKey?: Key;
  readonly nTimeBins?: number;
}

/** Thrown by resolving when the config has errors; carries every one found. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(problemText).join("\n"));
    this.name = "ConfigError";
  }
}
