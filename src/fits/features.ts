import { plural } from "../text/numbers";
import { shorten } from "../text/shorten";
import type { Fit } from "./read-fit";

/** Features of a fit: [start, stop) of its one block, or a block's name. */
export type Features = readonly [number, number] | string;

/** What the file does not hold and has to be answered. */
export type Question = "basis" | "functions" | "window" | "coupling" | "feedforward" | "input";

/** An answer that is missing or does not fit; the message says how many coefficients there are and how many would fit. */
export class AnswerError extends Error {
  override name = "AnswerError";
  constructor(
    readonly question: Question,
    message: string,
  ) {
    super(message);
  }
}

/** Which features are which. */
export interface FeatureChoice {
  readonly coupling: Features;
  /** null: there are none, or they are left out. */
  readonly feedforward: Features | null;
  /** Number of the stimulus's features, K. */
  readonly nFeedforward: number;
  /** Features that are in neither. */
  readonly leftOut: readonly Features[];
}

/** What was said of the features; null where nothing was. */
export interface AskedFeatures {
  readonly coupling: Features | null;
  readonly feedforward: Features | null;
  /** Whether there is a feedforward input. */
  readonly hasInput: boolean;
}

/** Decides which features are the coupling's N × B and which the stimulus's. Throws AnswerError where that is not clear, or wrong. */
export function chooseFeatures(fit: Fit, nBasisFuncs: number, asked: AskedFeatures): FeatureChoice {
  const all = listedFeatures(fit);
  const needed = fit.nNeurons * nBasisFuncs;
  const size = (features: Features): number => sizeOfFeatures(fit, features);
  for (const question of ["coupling", "feedforward"] as const) checkThere(fit, question, asked[question]);
  const rest = (taken: Features | null): Features[] => all.flatMap((features) => without(features, taken));
  const takes = `the coupling of ${plural(fit.nNeurons, "neuron")} takes N × B = ${fit.nNeurons} × ${nBasisFuncs} = ${plural(needed, "feature")}`;
  const coupling = asked.coupling ?? onlyOne(rest(asked.feedforward).filter((features) => size(features) === needed));
  if (coupling === null) throw new AnswerError("coupling", `${takes}; ${heldText(fit)}${remedy(fit, needed)}`);
  if (size(coupling) !== needed)
    throw new AnswerError(
      "coupling",
      `${takes}, and ${featuresText(coupling)} has ${size(coupling)}; ${heldText(fit)}`,
    );
  const others = rest(coupling);
  const feedforward = asked.feedforward ?? (asked.hasInput || asked.coupling === null ? onlyOne(others) : null);
  if (feedforward !== null && size(coupling) + size(feedforward) > sizeOfAll(all, size, [coupling, feedforward]))
    throw new AnswerError(
      "feedforward",
      `${featuresText(feedforward)} and the coupling, ${featuresText(coupling)}, have features in common`,
    );
  const leftOut = feedforward === null ? others : others.flatMap((features) => without(features, feedforward));
  if (feedforward === null && asked.hasInput)
    throw new AnswerError(
      "feedforward",
      others.length === 0
        ? `an input was given, but the fit has no features besides the coupling's ${needed}`
        : `say which features are the input's: ${others.map(featuresText).join(", ")} are left`,
    );
  if (feedforward === null && asked.coupling === null && leftOut.length > 0)
    throw new AnswerError(
      "feedforward",
      `say which features are a stimulus's: ${leftOut.map(featuresText).join(", ")}`,
    );
  if (feedforward !== null && !asked.hasInput)
    throw new AnswerError(
      "input",
      `the ${plural(size(feedforward), "feature")} ${featuresText(feedforward)} need an input of shape (T, N, K) = (T, ${fit.nNeurons}, ${size(feedforward)})`,
    );
  return { coupling, feedforward, nFeedforward: feedforward === null ? 0 : size(feedforward), leftOut };
}

/** All features: one range, or the names of the blocks. */
export function listedFeatures({ blocks }: Fit): readonly Features[] {
  return blocks.map(({ name, nFeatures }) => name ?? ([0, nFeatures] as const));
}

/** How many they are. */
export function sizeOfFeatures({ blocks }: Fit, features: Features): number {
  if (typeof features !== "string") return features[1] - features[0];
  return blocks.find(({ name }) => name === features)?.nFeatures ?? 0;
}

/** `0:12`, as on the command line, or `"coupling"`. */
export function featuresText(features: Features): string {
  return typeof features === "string" ? JSON.stringify(shorten(features)) : features.join(":");
}

/** What the fit holds: `the fit has 14 features`, or its blocks with their sizes. */
export function heldText({ blocks }: Fit): string {
  if (blocks[0].name === null) return `the fit has ${plural(blocks[0].nFeatures, "feature")}`;
  return `the fit has the blocks ${blocks.map(({ name, nFeatures }) => `${JSON.stringify(shorten(name ?? ""))} (${nFeatures})`).join(", ")}`;
}

/** B where all features, or those of a block, could be the coupling; null where N does not divide them. */
export function likelyFunctions({ blocks, nNeurons }: Fit): number | null {
  const found = blocks.find(({ nFeatures }) => nFeatures % nNeurons === 0);
  return found ? found.nFeatures / nNeurons : null;
}

function checkThere(fit: Fit, question: "coupling" | "feedforward", features: Features | null): void {
  if (features === null) return;
  const [{ name, nFeatures }] = fit.blocks;
  if (typeof features === "string") {
    if (fit.blocks.some((block) => block.name === features)) return;
    throw new AnswerError(question, `there is no block ${featuresText(features)}; ${heldText(fit)}`);
  }
  if (name !== null) throw new AnswerError(question, `give the name of a block; ${heldText(fit)}`);
  if (features[0] >= features[1] || features[1] > nFeatures)
    throw new AnswerError(
      question,
      `there are no features ${featuresText(features)}; ${heldText(fit)}, 0:${nFeatures}`,
    );
}

function without(features: Features, taken: Features | null): Features[] {
  if (taken === null || typeof features === "string" || typeof taken === "string")
    return features === taken ? [] : [features];
  const [start, stop] = features;
  const parts: Features[] = [
    [start, Math.min(stop, taken[0])],
    [Math.max(start, taken[1]), stop],
  ];
  return parts.filter(([from, to]) => from < to);
}

/** How many features there are in any of these. */
function sizeOfAll(all: readonly Features[], size: (features: Features) => number, some: readonly Features[]): number {
  const total = (list: readonly Features[]): number => list.reduce((sum, features) => sum + size(features), 0);
  const left = some.reduce((rest, taken) => rest.flatMap((features) => without(features, taken)), all);
  return total(all) - total(left);
}

function onlyOne(list: readonly Features[]): Features | null {
  return list.length === 1 ? list[0] : null;
}

function remedy({ blocks, nNeurons }: Fit, needed: number): string {
  const total = blocks.reduce((sum, { nFeatures }) => sum + nFeatures, 0);
  if (nNeurons === 1 && total % needed === 0)
    return ". A fit of one neuron is no network: it can be simulated where its features are its own history; for several neurons fit a PopulationGLM";
  if (blocks[0].name === null && total > needed) return `; say which, e.g. 0:${needed}`;
  return total < needed ? ", which is too few" : "; say which block it is";
}
