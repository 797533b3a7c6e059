import { createHash } from "node:crypto";
import { basename, dirname } from "node:path";
import { ArrayFileError } from "../arrays/errors";
import { SourceError } from "../config/sources/given";
import { openSource } from "../config/sources/open";
import { Lines } from "../config/text/lines";
import { parseConfig } from "../config/text/parse";
import { planConfig } from "../config/plan";
import { ConfigError, type Problem } from "../config/types";
import { FileError } from "../files/errors";
import { withFile } from "../files/open";
import { stamped, type FileStamp } from "../files/stamp";
import { BASIS_FACTS } from "../fits/basis-facts";
import { readFit } from "../fits/read-fit";
import { readConfig } from "../runs/write/create-run";
import type { AnalysisService, ConfigAnalysis, ConfigSource, EditedText, TextRange } from "./analysing";

/** VS Code's names of the encodings that `decodeText` recognises. */
const ENCODINGS_READ = ["utf8", "utf8bom", "utf16le", "utf16be"];

/** Answers each request from the files on disk; keeps nothing between requests. */
export function createAnalysisService(): AnalysisService {
  return {
    analyse: async (config) => analyse(config),
    keyPlace: async ({ config, keys }) => keyPlace(config, keys),
    fit: async ({ file, access }) => orProblem(() => ({ fit: withFile(file, readFit, access), bases: BASIS_FACTS })),
    arrayShape: async ({ file, access, argument, nAxes }) =>
      orProblem(() => {
        const { shape } = openSource(file, { folder: dirname(file), member: argument, nAxes, access });
        if (shape?.length === nAxes) return { shape };
        return { problem: `${basename(file)} has ${shape?.length ?? 0} axes; ${nAxes} are needed` };
      }),
    changed: async (files) => files.filter(({ file, stamp }) => stamped(file).stamp !== stamp).map(({ file }) => file),
  };
}

/** The messages of files that cannot be read, or hold something else. */
function orProblem<T>(act: () => T): T | { readonly problem: string } {
  try {
    return act();
  } catch (error) {
    const isKnown = [FileError, ArrayFileError, SourceError].some((kind) => error instanceof kind);
    if (!isKnown) throw error;
    return { problem: (error as Error).message };
  }
}

function analyse(config: ConfigSource): ConfigAnalysis {
  // Stamped before reading, so that a later change is noticed.
  const own = stamped(config.file);
  const read = textOf(config);
  if ("problems" in read) return { ...nothing(own), problems: read.problems };
  const { text, digest } = read;
  const { problems, shapes, dimensions, randomKey, files } = planConfig(config.file, text, undefined, config.access);
  const unsaveable = config.edited ? encodingProblem(config.file, config.edited) : [];
  return { problems: [...unsaveable, ...problems], shapes, dimensions, randomKey, digest, files: [own, ...files] };
}

/** The analysis of a config that cannot be read. */
function nothing(own: FileStamp): ConfigAnalysis {
  return { problems: [], shapes: [], dimensions: null, randomKey: [0, 0], digest: null, files: [own] };
}

function textOf({
  file,
  edited,
}: ConfigSource): { readonly text: string; readonly digest: string } | { readonly problems: readonly Problem[] } {
  try {
    const { text, bytes } = readConfig({ configFile: file, text: edited?.text });
    return { text, digest: createHash("sha256").update(bytes).digest("hex") };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { problems: error.problems };
  }
}

/** The problem of a text whose encoding runs cannot read, at its first non-ASCII character, as for a saved file. */
function encodingProblem(file: string, { text, encoding }: EditedText): Problem[] {
  if (ENCODINGS_READ.includes(encoding)) return [];
  const found = /[^\x00-\x7f]/u.exec(text);
  if (!found) return [];
  const [{ length }] = found;
  const message = `"${found[0]}" is saved in the encoding ${encoding}, which is not read; save the file as UTF-8`;
  return [
    { file, ...new Lines(text).at(found.index), offset: found.index, length, severity: "error", message, path: [] },
  ];
}

function keyPlace(config: ConfigSource, keys: readonly Problem["path"][]): TextRange | null {
  const read = textOf(config);
  if ("problems" in read) return null;
  const { document } = parseConfig(config.file, read.text).problems;
  const key = keys.find((path) => document.literal(path) !== "");
  if (!key) return null;
  const { offset, length } = document.keyPlace(key);
  const { line, column } = document.lines.at(offset);
  const end = document.lines.at(offset + length);
  return { line, column, endLine: end.line, endColumn: end.column };
}
