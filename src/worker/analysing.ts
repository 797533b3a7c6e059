import type { Dimensions, Problem, ResolvedShape } from "../config/types";
import type { FileAccess } from "../files/access";
import type { BasisFacts } from "../fits/basis-facts";
import type { Fit } from "../fits/read-fit";
import type { FileStamp } from "../files/stamp";
import type { Key } from "../model/types";

/** A config to analyse. */
export interface ConfigSource {
  /** Absolute path. */
  readonly file: string;
  /** An editor's unsaved text; by default the bytes on disk, as for a run. */
  readonly edited?: EditedText;
  /** Which files may be opened. */
  readonly access: FileAccess;
}

/** An unsaved text. */
export interface EditedText {
  readonly text: string;
  /** The encoding it will be saved in, by VS Code's name. */
  readonly encoding: string;
}

/** What is known of a config without its data. Small, whatever the size of the config. */
export interface ConfigAnalysis {
  readonly problems: readonly Problem[];
  readonly shapes: readonly ResolvedShape[];
  /** null if a key that determines them is wrong or missing. */
  readonly dimensions: Dimensions | null;
  /** The random key of a run without overrides. */
  readonly randomKey: Key;
  /** SHA-256 of the config's bytes, as in manifests; null if it could not be read. */
  readonly digest: string | null;
  /** The config and all files that it names, missing ones too, as they were before they were read. */
  readonly files: readonly FileStamp[];
}

/** A stretch of a text; lines and columns count from 1. */
export interface TextRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A file and which files may be opened. */
export interface NamedFile {
  /** Absolute path. */
  readonly file: string;
  readonly access: FileAccess;
}

/** A saved model, and the bases that it may have been fitted with. */
export interface FitAnalysis {
  readonly fit: Fit;
  readonly bases: readonly BasisFacts[];
}

/** The analysis thread's requests, answered one after the other. Places refer to the text of the request. */
export interface AnalysisService {
  analyse(config: ConfigSource): Promise<ConfigAnalysis>;
  /** The place of the first of these keys (JSON paths) that the config has. */
  keyPlace(question: {
    readonly config: ConfigSource;
    readonly keys: readonly Problem["path"][];
  }): Promise<TextRange | null>;
  /** What a saved model of NeMoS says of itself, or why it cannot be simulated. */
  fit(named: NamedFile): Promise<FitAnalysis | { readonly problem: string }>;
  /** The shape of an array file, or why it has none of so many axes. */
  arrayShape(
    named: NamedFile & { readonly argument: string; readonly nAxes: number },
  ): Promise<{ readonly shape: readonly number[] } | { readonly problem: string }>;
  /** Those of the files that have changed since. */
  changed(files: readonly FileStamp[]): Promise<readonly string[]>;
}
