import type { RecurrentGlm } from "../model/types";

/** The sizes that time depends on. */
export type CostDimensions = Pick<RecurrentGlm, "nNeurons" | "nBasisFuncs" | "windowSize">;

/**
 * Estimated nanoseconds of one bin in one thread, in the order that is fastest or in NeMoS' order, when all N neurons together fire
 * `spikesPerBin` spikes in a bin. The same on every machine, so that a choice by it is.
 *
 * Fitted on a 2-core AMD EPYC with Node 24 (npm run bench); half or twice as much is usual elsewhere.
 */
export function nanosecondsPerBin(
  arithmetic: "fast" | "nemos",
  dimensions: CostDimensions,
  spikesPerBin: number,
): number {
  return arithmetic === "fast" ? fast(dimensions, spikesPerBin) : nemos(dimensions, spikesPerBin);
}

/** Draws and links per neuron; a row of B coefficients per sender; W bins of the basis in a bin with a spike. */
function fast({ nNeurons: n, nBasisFuncs: b, windowSize: w }: CostDimensions, spikes: number): number {
  const senders = distinct(n, spikes);
  return 25 + n * (12 + 0.14 * (senders * b + distinct(1, spikes) * w));
}

/** Draws and links per neuron; B functions per spike in the window; B features of each neuron that spiked in it, to N neurons. */
function nemos({ nNeurons: n, nBasisFuncs: b, windowSize: w }: CostDimensions, spikes: number): number {
  const active = distinct(n, w * spikes);
  return 150 + n * (15 + 0.1 * b * (1 + active)) + w * spikes * (1 + 0.3 * b);
}

/** How many of `n` neurons are expected to fire some of so many spikes. */
function distinct(n: number, spikes: number): number {
  return n * (1 - Math.exp(-spikes / n));
}
