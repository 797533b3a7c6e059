import { basename, dirname, extname, join, relative, resolve, sep } from "node:path";
import { ArrayFileError } from "../arrays/errors";
import { planConfig } from "../config/plan";
import { basisName } from "../config/schema/bases";
import { SourceError } from "../config/sources/given";
import { openSource } from "../config/sources/open";
import type { Problem } from "../config/types";
import { ANYWHERE } from "../files/access";
import { createFile } from "../files/create";
import { FileError } from "../files/errors";
import { withFile } from "../files/open";
import { configOfFit } from "../fits/config-of-fit";
import { AnswerError, chooseFeatures, featuresText, heldText, likelyFunctions, type Question } from "../fits/features";
import { readFit, type Fit } from "../fits/read-fit";
import { BASIS_NAMES, countParameter } from "../model/bases";
import { errorText } from "../simulation/error-text";
import { EXIT, type ExitCode } from "./exit-codes";
import type { ImportCommand } from "./import-arguments";
import { UsageError } from "./options";
import { shown } from "./shown";
import { shownPath, type Terminal } from "./terminal";

/** Writes a config that simulates a fit, and prints its name. Never overwrites. Returns the exit code. */
export function importFit(command: ImportCommand, terminal: Terminal): ExitCode {
  const file = resolve(command.fit);
  const config = resolve(command.out ?? join(dirname(file), `${basename(file, extname(file))}.glm.json`));
  try {
    const fit = withFile(file, readFit);
    const { text, leftOut } = textOf(command, fit, file, config);
    createFile(config, text);
    for (const features of leftOut)
      terminal.err.write(
        shown`${shownPath(file)}: features ${features} are left out: they are neither coupling nor feedforward\n`,
      );
    terminal.out.write(shown`${shownPath(config)}\n`);
    return EXIT.finished;
  } catch (error) {
    const why = error instanceof FileError ? error.message : `${shownPath(file)}: ${errorText(error)}`;
    const isThere = error instanceof FileError && error.code === "EEXIST";
    terminal.err.write(shown`not imported: ${messageOf(error) ?? why}${isThere ? "; give another --out" : ""}\n`);
    const isBad = isThere || BAD_COMMANDS.some((kind) => error instanceof kind);
    return isBad || (error instanceof FileError && error.path === file) ? EXIT.badConfigOrUsage : EXIT.stoppedEarly;
  }
}

const BAD_COMMANDS = [UsageError, AnswerError, ArrayFileError];

const OPTIONS: Readonly<Record<Question, string>> = {
  basis: "--basis",
  functions: "--n-basis-funcs",
  window: "--window",
  coupling: "--coupling",
  feedforward: "--feedforward",
  input: "--feedforward-input",
};

/** The message of an error about an option, which it names; null for others. */
function messageOf(error: unknown): string | null {
  if (error instanceof AnswerError) return `${OPTIONS[error.question]}: ${error.message}`;
  return error instanceof UsageError ? error.message : null;
}

/** The config's text, checked as `spikeloop check` does. Throws AnswerError and UsageError. */
function textOf(command: ImportCommand, fit: Fit, file: string, config: string) {
  const folder = dirname(config);
  const from = (path: string): string => relative(folder, resolve(path)).split(sep).join("/");
  const { basis, nBasisFuncs } = basisOf(command, fit, from);
  const { coupling, feedforward, feedforwardInput } = command;
  const features = chooseFeatures(fit, nBasisFuncs, { coupling, feedforward, hasInput: feedforwardInput !== null });
  const { binSize, nTimeBins, randomKey } = command;
  const text = configOfFit({
    fit,
    file: from(file),
    basis,
    nBasisFuncs,
    features,
    feedforwardInput: feedforwardInput === null ? null : from(feedforwardInput),
    binSize,
    nTimeBins,
    randomKey: randomKey === null ? 0 : randomKey[0] === 0 ? randomKey[1] : randomKey,
  });
  const problem = planConfig(config, text).problems.find(({ severity }) => severity === "error");
  if (problem) throw new UsageError(`${optionOf(problem)}${problem.message}`);
  return { text, leftOut: features.leftOut.map(featuresText) };
}

function basisOf(command: ImportCommand, fit: Fit, from: (path: string) => string) {
  const { basis: name, basisMatrix, basisOptions, window } = command;
  if (basisMatrix !== null) return { basis: from(basisMatrix), nBasisFuncs: functionsIn(basisMatrix) };
  const sizes = `${heldText(fit)} and ${fit.nNeurons === 1 ? "1 neuron" : `${fit.nNeurons} neurons`}, and the coupling takes N × B of them`;
  if (name === null)
    throw new AnswerError(
      "basis",
      `the fit does not hold its basis: give the name of one (${BASIS_NAMES.join(", ")}) with --n-basis-funcs and --window, or --basis-matrix FILE; ${sizes}`,
    );
  if (window === undefined)
    throw new AnswerError("window", "the fit does not hold the window of its basis: give it in bins");
  const isCounted = countParameter(basisName(name)) === "n_basis_funcs";
  if (!isCounted && command.nBasisFuncs !== undefined && command.nBasisFuncs !== window)
    throw new AnswerError("functions", `${name} has as many functions as its window has bins, ${window}`);
  const nBasisFuncs = isCounted ? command.nBasisFuncs : window;
  if (nBasisFuncs === undefined) {
    const likely = likelyFunctions(fit);
    throw new AnswerError("functions", `it is missing; ${sizes}${likely === null ? "" : `, e.g. N × ${likely}`}`);
  }
  const count = isCounted ? { n_basis_funcs: nBasisFuncs } : {};
  return { basis: { basis: name, ...count, window_size: window, ...basisOptions }, nBasisFuncs };
}

/** B of a matrix (W, B). Throws UsageError. */
function functionsIn(file: string): number {
  const context = { folder: process.cwd(), member: "coupling_basis_matrix", nAxes: 2, access: ANYWHERE };
  try {
    const { shape } = openSource(file, context);
    if (shape?.length === 2) return shape[1];
    throw new UsageError(`--basis-matrix: ${file} has ${shape?.length ?? 0} axes; two are needed, (W, B)`);
  } catch (error) {
    throw error instanceof SourceError ? new UsageError(`--basis-matrix: ${error.message}`) : error;
  }
}

/** `--window: `: the option that a problem of the config comes from. */
function optionOf({ path: [key, inner] }: Problem): string {
  if (key === "coupling_basis_matrix") {
    if (inner === undefined) return "--basis-matrix or --basis: ";
    return `${{ window_size: "--window", n_basis_funcs: "--n-basis-funcs" }[inner] ?? `--basis-option ${inner}`}: `;
  }
  const options: Readonly<Record<string, string>> = {
    feedforward_input: "--feedforward-input",
    feedforward_coef: "--feedforward",
    coupling_coef: "--coupling",
    bin_size: "--bin-size",
    n_time_bins: "--bins",
    random_key: "--key",
  };
  return key in options ? `${options[key]}: ` : "";
}
