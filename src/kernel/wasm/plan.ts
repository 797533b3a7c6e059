import type { RecurrentGlm } from "../../model/types";
import type { Strategy } from "../types";
import { type BasisSegments, basisSegments } from "./segments";

/** Decisions made once per kernel from the problem alone, never from the number of threads or the machine. */
export interface KernelPlan extends BasisSegments {
  readonly strategy: Strategy;
  /** Up to this many spikes in a bin are scattered through filters; more are projected. */
  readonly scatterUpTo: number;
  /** Bins simulated in one call of the module, a multiple of 8. */
  readonly block: number;
  /** Number of bins before the ring is copied back. */
  readonly slide: number;
}

/** Larger filters are not used: they would cost more memory than they save time. */
export const MOST_FILTER_BYTES = 64 * 2 ** 20;

/**
 * The cost model, in multiply-adds per receiver, for `spikes` spiking neurons:
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

/** Bins per call of the module: fewer for many neurons or many features. */
export function blockOf({ nNeurons, nFeatures }: Pick<RecurrentGlm, "nNeurons" | "nFeatures">): number {
  const bins = Math.min(2048 / nNeurons, 256, MOST_INPUT / (8 * Math.max(1, nNeurons * nFeatures)));
  return Math.max(8, 8 * Math.floor(bins));
}

/** Whether the problem fits into the 4 GB that a module can address. */
export function fitsModule({ nNeurons, nBasisFuncs, windowSize, nFeatures }: RecurrentGlm): boolean {
  const input = nFeatures * (2 + blockOf({ nNeurons, nFeatures }));
  return 4 * nNeurons * ((nNeurons + 32) * nBasisFuncs + 8 * windowSize + input) < 3.5 * 2 ** 30;
}

/** Enough neurons per thread for a barrier in each bin to pay off. */
const NEURONS_PER_THREAD = 250;
/** Enough neuron-bins to pay off the start and the memory of another thread. */
const WORTH_THREADS = 2e7;

/** The number of threads, at most `limit`, that simulates so many bins fastest. */
export function usefulThreads(nNeurons: number, nTimeBins: number, limit: number): number {
  if (nNeurons * nTimeBins < WORTH_THREADS) return 1;
  return Math.max(1, Math.min(limit, Math.floor(nNeurons / NEURONS_PER_THREAD)));
}

/**
 * Cost of a multiply-add with coefficients from a table of so many bytes, relative to one in the first-level cache.
 * Fitted to benchmarks (npm run bench) of 10 to 200 neurons with windows of 20 to 300 bins.
 */
function readingCost(bytes: number): number {
  if (bytes <= 0.5 * 2 ** 20) return 1;
  if (bytes <= 2 ** 20) return 1.5;
  return bytes <= 2.5 * 2 ** 20 ? 1.6 : 5;
}
