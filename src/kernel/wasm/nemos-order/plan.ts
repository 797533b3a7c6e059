import type { RecurrentGlm } from "../../../model/types";
import { blockOf } from "../plan";
import { Chain, type ConvolutionOrder } from "../../reference/nemos-order/convolution-order";

/** What is done in a span of the window; the numbers are those of assembly/nemos-order/features.ts. */
const enum Span {
  /** The sums of even and odd bins are added before. */
  Joins = 1,
  /** The sums are added to the features after, and begin anew. */
  Closes = 2,
  /** Products of masked features are rounded before they are added. */
  Rounds = 4,
}

/** A ConvolutionOrder as the module carries it out: spans of bins that are added alike, and masks of features that differ. */
export interface FeaturePlan {
  /** Two numbers per span: the bin of the window where it ends, and what is done. */
  readonly spans: Int32Array;
  /** Whether some features add even and odd bins of a block apart. */
  readonly isParted: boolean;
  /** (N, B) each, -1 for the features that add even and odd bins together; round products in `Rounds`; go on through all blocks. */
  readonly straight: Int32Array;
  readonly rounded: Int32Array;
  readonly through: Int32Array;
}

/** Plans the additions of an order that is no tree. */
export function planFeatures({ blocks, chains }: ConvolutionOrder): FeaturePlan {
  const maskOf = (...wanted: readonly Chain[]): Int32Array =>
    Int32Array.from(chains, (chain) => (wanted.includes(chain) ? -1 : 0));
  const isParted = chains.some((chain) => chain === Chain.EvenOdd || chain === Chain.EvenOddRounded);
  const roundsFirst = chains.includes(Chain.FirstRounded);
  const spans: number[] = [];
  for (let block = 0; block + 1 < blocks.length; block++) {
    const [start, end] = [blocks[block], blocks[block + 1]];
    const lastAlone = isParted && end - start > 1 && (end - start) % 2 === 1 ? end - 1 : end;
    if (roundsFirst && end > 8) spans.push(8, Span.Rounds);
    if (lastAlone < end) spans.push(lastAlone, Span.Rounds);
    const rounds = !roundsFirst || end <= 8 ? Span.Rounds : 0;
    spans.push(end, Span.Closes | rounds | (lastAlone < end ? Span.Joins : 0));
  }
  return {
    spans: Int32Array.from(spans),
    isParted,
    straight: maskOf(Chain.Fused, Chain.Through, Chain.FirstRounded),
    rounded: maskOf(Chain.EvenOddRounded, Chain.FirstRounded),
    through: maskOf(Chain.Through),
  };
}

/** Whether the problem fits into the 4 GB that the module can address. */
export function fitsNemosModule({ nNeurons, nBasisFuncs, windowSize, nFeatures }: RecurrentGlm): boolean {
  const block = blockOf({ nNeurons, nFeatures });
  const coupling = 4 * (nNeurons + 32) * nNeurons * nBasisFuncs;
  const events = 16 * (windowSize + block) * nNeurons + 4 * (windowSize + 1) * (nBasisFuncs + 4);
  const bins = 8 * (block + 16) * (nNeurons + 16) * (nFeatures + 4);
  return coupling + events + bins < 3.5 * 2 ** 30;
}
