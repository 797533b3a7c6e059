import type { Dimensions, Problem, ResolvedShape } from "../config/types";
import type { FileAccess } from "../files/access";
import type { FileStamp } from "../files/stamp";
import type { Key } from "../model/types";

/** A config that is asked about. */
export interface ConfigSource {
  /** Absolute path. */
  readonly file: string;
  /** What stands in an editor and is not saved; left out, the bytes on disk count, as they do for a run. */
  readonly edited?: EditedText;
  /** Which files may be looked at. */
  readonly access: FileAccess;
}

/** A text that is not on disk yet. */
export interface EditedText {
  readonly text: string;
  /** How it will be saved: VS Code's name of the encoding. */
  readonly encoding: string;
}

/** What is known of a config without its data. Small, whatever the size of the config. */
export interface ConfigAnalysis {
  readonly problems: readonly Problem[];
  readonly shapes: readonly ResolvedShape[];
  /** null when something that fixes them is wrong or missing. */
  readonly dimensions: Dimensions | null;
  /** The key that a run takes unless another is asked for. */
  readonly randomKey: Key;
  /** SHA-256 of its bytes, as manifests have it; null when it could not be read. */
  readonly digest: string | null;
  /** The config and all files that it names, those that are missing too, as they were before they were read. */
  readonly files: readonly FileStamp[];
}

/** A stretch of a text; lines and columns count from 1. */
export interface TextRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** What the analysis thread does for the host, one request after the other. Places hold for the text that was asked about. */
export interface AnalysisService {
  analyse(config: ConfigSource): Promise<ConfigAnalysis>;
  /** The first of these keys that the config has; each is a JSON path. */
  keyPlace(question: {
    readonly config: ConfigSource;
    readonly keys: readonly Problem["path"][];
  }): Promise<TextRange | null>;
  /** Those of the files that are not any more what they were. */
  changed(files: readonly FileStamp[]): Promise<readonly string[]>;
}
