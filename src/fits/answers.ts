import type { BasisFacts } from "./basis-facts";
import { plural } from "../text/numbers";
import {
  AnswerError,
  chooseFeatures,
  heldText,
  likelyFunctions,
  listedFeatures,
  sizeOfFeatures,
  type Features,
} from "./features";
import type { Fit } from "./read-fit";

/** What was answered so far; files are absolute. */
export interface Answers {
  basis?: BasisFacts;
  matrix?: string;
  functions?: number;
  window?: number;
  rates?: readonly number[];
  coupling?: Features;
  feedforward?: Features;
  input?: string;
  binSize?: number | null;
  nTimeBins?: number;
}

/** N × B beside the features that there are. */
export function countHint(
  fit: Fit,
  nBasisFuncs: number,
): { readonly severity: "info" | "error"; readonly text: string } {
  const needed = fit.nNeurons * nBasisFuncs;
  const text = `N × B = ${fit.nNeurons} × ${nBasisFuncs} = ${needed}; ${heldText(fit)}`;
  return rangesOf(fit, needed).length > 0 ? { severity: "info", text } : { severity: "error", text };
}

/** The ranges or blocks of so many features: from the beginning and to the end. */
export function rangesOf(fit: Fit, needed: number): readonly Features[] {
  const fitting = listedFeatures(fit).filter((features) => sizeOfFeatures(fit, features) >= needed);
  return fitting.flatMap((features): Features[] => {
    const size = sizeOfFeatures(fit, features);
    if (size === needed) return [features];
    return typeof features === "string" ? [] : [[0, needed] as const, [size - needed, size] as const];
  });
}

/** Whether the coupling is clear without a question, and nothing is left. */
export function isClear(fit: Fit, nBasisFuncs: number): boolean {
  try {
    return (
      chooseFeatures(fit, nBasisFuncs, { coupling: null, feedforward: null, hasInput: false }).leftOut.length === 0
    );
  } catch (error) {
    if (error instanceof AnswerError) return false;
    throw error;
  }
}

/** The features besides the coupling. */
export function othersOf(fit: Fit, answers: Answers): readonly Features[] {
  if (answers.coupling === undefined) return [];
  return chooseFeatures(fit, functionsOf(answers), { coupling: answers.coupling, feedforward: null, hasInput: false })
    .leftOut;
}

/** Whether a basis has a number of functions besides its window; so has one that is given as a matrix. */
export function isCounted(basis: BasisFacts | undefined): boolean {
  return basis?.isCounted ?? true;
}

/** Whether all is known that says how many functions there are. */
export function hasBasis({ basis, matrix, functions, window }: Answers): boolean {
  if (matrix !== undefined) return true;
  return basis !== undefined && (isCounted(basis) ? functions : window) !== undefined;
}

/** B. */
export function functionsOf({ basis, functions, window }: Answers): number {
  return (isCounted(basis) ? functions : window) ?? 0;
}

/** The value of coupling_basis_matrix. */
export function namedBasis({ basis, functions, window, rates }: Answers): Readonly<Record<string, unknown>> {
  return {
    basis: basis?.name,
    ...(isCounted(basis) && { n_basis_funcs: functions }),
    window_size: window,
    ...(basis?.needsRates && { decay_rates: rates }),
  };
}

/** The former answer where it fits this model, else what would take all features. */
export function functionsToOffer(fit: Fit, { functions }: Answers): number {
  if (functions !== undefined && rangesOf(fit, fit.nNeurons * functions).length > 0) return functions;
  const most = Math.max(...fit.blocks.map(({ nFeatures }) => nFeatures));
  return likelyFunctions(fit) ?? Math.max(1, Math.floor(most / fit.nNeurons));
}

/** Numbers between commas; NaN for what is none. */
export function numbersOf(text: string): number[] {
  return text.split(",").map((part) => (part.trim() === "" ? NaN : Number(part)));
}

/** `PopulationGLM of 3 neurons, exp, with a feature mask; the fit has 14 features`. */
export function summaryOf(fit: Fit): string {
  const mask = fit.isMasked ? ", with a feature mask" : "";
  return `${fit.modelClass} of ${plural(fit.nNeurons, "neuron")}, ${fit.link}${mask}; ${heldText(fit)}`;
}
