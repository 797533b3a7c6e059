import type { RecurrentGlm } from "../../model/types";
import type { Strategy } from "../types";
import { type BasisSegments, basisSegments } from "./segments";

/** What a kernel decides once, from the problem's numbers: never from the number of threads or the machine. */
export interface KernelPlan extends BasisSegments {
  readonly strategy: Strategy;
  /** Up to this many spiking neurons in a bin are scattered through filters, more are projected. */
  readonly scatterUpTo: number;
  /** Bins simulated in one call of the module, a multiple of 8. */
  readonly block: number;
  /** Bins the ring moves on before it is copied back. */
  readonly slide: number;
}

/** Filters beyond this many bytes are not worked out: they would cost more memory than they save time. */
export const MOST_FILTER_BYTES = 64 * 2 ** 20;

/**
 * The cost model, in multiply-adds for each receiver. `spikes` spiking neurons cost
 * scattered through filters: spikes * W * cost of reading the filters;
 * projected, then convolved: spikes * B * cost of reading the coupling + the cost of the basis.
 */
export function planKernel(model: RecurrentGlm): KernelPlan {
  const { nNeurons, nBasisFuncs, windowSize } = model;
  const basis = basisSegments(model.couplingBasisMatrix, windowSize, nBasisFuncs);
  const bytes = (perPair: number): number => nNeurons * Math.ceil(nNeurons / 16) * 64 * perPair;
  const scatter = windowSize * readingCost(bytes(windowSize));
  const project = nBasisFuncs * readingCost(bytes(nBasisFuncs));
  const even = scatter > project ? basis.cost / (scatter - project) : Infinity;
  const scatterUpTo = bytes(windowSize) > MOST_FILTER_BYTES ? 0 : Math.min(nNeurons, Math.floor(even));
  const block = blockOf(model);
  return {
    ...basis,
    strategy: scatterUpTo === 0 ? "project" : scatterUpTo === nNeurons ? "scatter" : "mixed",
    scatterUpTo,
    block,
    slide: Math.max(block, 2 * windowSize),
  };
}

/** Feedforward input of one block, in elements: 8 MB. */
const MOST_INPUT = 1 << 21;

/** Bins simulated in one call of the module: fewer where there are many neurons, or many features. */
export function blockOf({ nNeurons, nFeatures }: Pick<RecurrentGlm, "nNeurons" | "nFeatures">): number {
  const bins = Math.min(2048 / nNeurons, 256, MOST_INPUT / (8 * Math.max(1, nNeurons * nFeatures)));
  return Math.max(8, 8 * Math.floor(bins));
}

/** Whether the problem fits into what a module can address, 4 GB; all but the coupling of many thousands of neurons is small. */
export function fitsModule({ nNeurons, nBasisFuncs, windowSize, nFeatures }: RecurrentGlm): boolean {
  const input = nFeatures * (2 + blockOf({ nNeurons, nFeatures }));
  return 4 * nNeurons * ((nNeurons + 32) * nBasisFuncs + 8 * windowSize + input) < 3.5 * 2 ** 30;
}

/** So many neurons keep a thread busy for as long in each bin that a barrier pays. */
const NEURONS_PER_THREAD = 250;
/** Neuron-bins that are worth the 40 ms and the 10 MB that another thread takes. */
const WORTH_THREADS = 2e7;

/** How many threads simulate so many bins fastest, of at most `limit`. */
export function usefulThreads(nNeurons: number, nTimeBins: number, limit: number): number {
  if (nNeurons * nTimeBins < WORTH_THREADS) return 1;
  return Math.max(1, Math.min(limit, Math.floor(nNeurons / NEURONS_PER_THREAD)));
}

/**
 * What a multiply-add costs whose coefficients come from a table of so many bytes, against one in the first-level cache. Measured with
 * 10 to 200 neurons and windows of 20 to 300 bins: filters of 3 MB and more only take time (100 neurons, W = 100: 29.3 ns with them, 28.1
 * without).
 */
function readingCost(bytes: number): number {
  if (bytes <= 0.5 * 2 ** 20) return 1;
  if (bytes <= 2 ** 20) return 1.5;
  return bytes <= 2.5 * 2 ** 20 ? 1.6 : 5;
}
