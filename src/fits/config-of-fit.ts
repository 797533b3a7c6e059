import { plural } from "../text/numbers";
import { shorten } from "../text/shorten";
import { featuresText, sizeOfFeatures, type FeatureChoice, type Features } from "./features";
import type { Fit } from "./read-fit";

/** Bins of a simulation without an input, unless something else is said. */
export const DEFAULT_BINS = 1000;

/** A fit, and what was answered of what it does not hold. Files are relative to the config. */
export interface ImportedFit {
  readonly fit: Fit;
  readonly file: string;
  /** The value of coupling_basis_matrix. */
  readonly basis: Readonly<Record<string, unknown>> | string;
  readonly nBasisFuncs: number;
  readonly features: FeatureChoice;
  readonly feedforwardInput: string | null;
  readonly binSize: number | null;
  /** null: those of the input, else DEFAULT_BINS. */
  readonly nTimeBins: number | null;
  readonly randomKey: number | readonly [number, number];
}

/** The text of a config that simulates a fit. It refers to the fit's file, so that a refit is picked up by the next run. */
export function configOfFit(imported: ImportedFit): string {
  const { fit, file, features, feedforwardInput, binSize, nTimeBins } = imported;
  const version = fit.nemosVersion === null ? "NeMoS" : `NeMoS ${inLine(fit.nemosVersion)}`;
  const mask = fit.isMasked ? "; its feature mask is applied" : "";
  const source = (chosen?: Features): object => ({
    nemos: { file, ...(chosen !== undefined && { features: chosen }) },
  });
  const isChosenHere = nTimeBins === null && feedforwardInput === null;
  const entries: (readonly [comment: string | null, key: string, value: unknown] | null)[] = [
    [
      `Features ${inLine(featuresText(features.coupling))}: ${plural(fit.nNeurons, "sender")} × ${plural(imported.nBasisFuncs, "basis function")}, to each receiver.`,
      "coupling_coef",
      source(features.coupling),
    ],
    ["A fit does not hold its basis: this is what was said of it.", "coupling_basis_matrix", imported.basis],
    [null, "intercepts", source()],
    features.feedforward === null
      ? null
      : [
          `Features ${inLine(featuresText(features.feedforward))}: ${features.nFeedforward} of the stimulus.`,
          "feedforward_coef",
          source(features.feedforward),
        ],
    feedforwardInput === null ? null : [null, "feedforward_input", feedforwardInput],
    ["The fit's own.", "inverse_link_function", fit.link],
    nTimeBins === null && feedforwardInput !== null
      ? null
      : [
          isChosenHere ? "Chosen here: nothing says how long to simulate." : null,
          "n_time_bins",
          nTimeBins ?? DEFAULT_BINS,
        ],
    [null, "random_key", imported.randomKey],
    binSize === null ? null : [null, "bin_size", binSize],
  ];
  const lines = entries.flatMap((entry) => {
    if (entry === null) return [];
    const [comment, key, value] = entry;
    return [...(comment === null ? [] : [`  // ${comment}`]), `  ${JSON.stringify(key)}: ${inJson(value)},`];
  });
  const leftOut = features.leftOut.map(
    (left) => `// Left out: ${sizeOfFeatures(fit, left)} features, ${inLine(featuresText(left))}.`,
  );
  return [
    `// ${fit.modelClass} of ${plural(fit.nNeurons, "neuron")}, fitted with ${version}${mask}. The fit is read anew for each run.`,
    ...leftOut,
    "{",
    ...lines,
    "}",
    "",
  ].join("\n");
}

/** JSON in one line, with blanks as people write it. */
function inJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inJson).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${JSON.stringify(key)}: ${inJson(inner)}`)
    .join(", ")} }`;
}

/** A name out of the file, which must not end its comment. */
function inLine(text: string): string {
  return shorten(text).replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ");
}
