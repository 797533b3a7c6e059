import { didYouMean } from "../config/text/suggest";
import { basisName } from "../config/schema/bases";
import type { Features } from "../fits/features";
import { BASIS_NAMES, basisParameters } from "../model/bases";
import type { Key } from "../model/types";
import { keyOf, secondsOf, wholeNumber } from "./numbers";
import { quoted, UsageError, type Values } from "./options";

/** A fitted model, and what is said of what its file does not hold. Files are as they were typed. */
export interface ImportCommand {
  readonly kind: "import";
  readonly fit: string;
  /** The name of a basis as it was given, without its size; null with a matrix, or when nothing was said. */
  readonly basis: string | null;
  readonly nBasisFuncs?: number;
  readonly window?: number;
  readonly basisOptions: Readonly<Record<string, unknown>>;
  readonly basisMatrix: string | null;
  readonly coupling: Features | null;
  readonly feedforward: Features | null;
  readonly feedforwardInput: string | null;
  readonly binSize: number | null;
  readonly nTimeBins: number | null;
  readonly randomKey: Key | null;
  /** When left out, NAME.glm.json beside NAME.npz. */
  readonly out?: string;
}

/** Throws UsageError. */
export function parseImport(fits: readonly string[], values: Values): ImportCommand {
  if (fits.length > 1) throw new UsageError(`import takes one fit, and ${fits.length} were given`);
  if (values.key && values.key.length > 1) throw new UsageError("import takes one --key");
  const { basis = null, "basis-matrix": basisMatrix = null } = values;
  if (basis !== null && basisMatrix !== null)
    throw new UsageError("--basis and --basis-matrix cannot both be given: a basis is named, or its matrix is");
  if (basis !== null && !BASIS_NAMES.includes(basisName(basis)))
    throw new UsageError(
      `--basis ${quoted(basis)} is no basis of NeMoS${didYouMean(basis, BASIS_NAMES) || `; there are ${BASIS_NAMES.join(", ")}`}`,
    );
  const ofMatrix = (["n-basis-funcs", "window", "basis-option"] as const).find((option) => values[option]);
  if (basisMatrix !== null && ofMatrix) throw new UsageError(`--${ofMatrix} does not go with --basis-matrix`);
  return {
    kind: "import",
    fit: fits[0],
    basis,
    nBasisFuncs: wholeNumber("--n-basis-funcs", "basis functions", values["n-basis-funcs"]),
    window: wholeNumber("--window", "bins", values.window),
    basisOptions: Object.fromEntries((values["basis-option"] ?? []).map((text) => basisOption(text, basis))),
    basisMatrix,
    coupling: featuresOf(values.coupling),
    feedforward: featuresOf(values.feedforward),
    feedforwardInput: values["feedforward-input"] ?? null,
    binSize: values["bin-size"] === undefined ? null : secondsOf(values["bin-size"]),
    nTimeBins: wholeNumber("--bins", "time bins", values.bins) ?? null,
    randomKey: values.key ? keyOf(values.key[0]) : null,
    out: values.out,
  };
}

/** `0:12`, else the name of a block. */
function featuresOf(text: string | undefined): Features | null {
  if (text === undefined) return null;
  const found = /^(\d{1,9}):(\d{1,9})$/.exec(text);
  return found ? [Number(found[1]), Number(found[2])] : text;
}

/** `width=2`, `decay_rates=1,2,4`. */
function basisOption(text: string, basis: string | null): readonly [string, unknown] {
  const [, name = "", value = ""] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (basis === null) throw new UsageError("--basis-option needs a --basis");
  const parameters = basisParameters(basisName(basis)).filter(({ name }) => !OWN_OPTIONS.includes(name));
  const parameter = parameters.find((candidate) => candidate.name === name);
  const takes =
    parameters.length === 0 ? "none" : parameters.map(({ name, type }) => `${name}=${EXAMPLES[type]}`).join(", ");
  if (!parameter)
    throw new UsageError(
      `--basis-option ${quoted(text)}: ${basis} takes ${takes}${didYouMean(
        name,
        parameters.map((each) => each.name),
      )}`,
    );
  const found = VALUES[parameter.type](value);
  if (found === undefined)
    throw new UsageError(`--basis-option ${quoted(text)} cannot be used: give ${name}=${EXAMPLES[parameter.type]}`);
  return [name, found];
}

/** Parameters with an option of their own. */
const OWN_OPTIONS = ["n_basis_funcs", "window_size"];

const EXAMPLES = { integer: "3", number: "1.5", boolean: "true", numbers: "1,2,4" } as const;

function numberOf(text: string): number | undefined {
  const number = Number(text);
  return text.trim() !== "" && Number.isFinite(number) ? number : undefined;
}

const VALUES: Readonly<Record<keyof typeof EXAMPLES, (text: string) => unknown>> = {
  integer: numberOf,
  number: numberOf,
  boolean: (text) => ({ true: true, false: false })[text.toLowerCase()],
  numbers: (text) => {
    const numbers = text
      .replace(/^\[(.*)\]$/s, "$1")
      .split(",")
      .map(numberOf);
    return numbers.includes(undefined) ? undefined : numbers;
  },
};
