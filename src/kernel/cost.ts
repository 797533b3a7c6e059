import type { RecurrentGlm } from "../model/types";

/** The sizes that time depends on. */
export type CostDimensions = Pick<RecurrentGlm, "nNeurons" | "nBasisFuncs" | "windowSize">;

/**
 * Estimated nanoseconds of one bin in one thread, in the order that is fastest or in NeMoS' order, when all N neurons together fire
 * `spikesPerBin` spikes in a bin. The same on every machine where multiply-adds are `isFused`.
 *
 * Fitted on two cores of a busy AMD EPYC with Node 24 (npm run bench) to 1 ... 1000 neurons, 10 and 20 functions and windows of 100 bins;
 * within a fifth where measured at 0.02 spikes per neuron and bin. Measured with 10 functions and 2, 10, 50 and 100 neurons: 47, 171,
 * 1030 and 2350 ns fast; 145, 479, 2480 and 5960 ns in NeMoS' order. That takes 2 to 5 times as long without relaxed SIMD (Node 20).
 */
export function nanosecondsPerBin(
  arithmetic: "fast" | "nemos",
  dimensions: CostDimensions,
  spikesPerBin: number,
  isFused = true,
): number {
  return arithmetic === "fast"
    ? fast(dimensions, spikesPerBin)
    : nemos(dimensions, spikesPerBin) * (isFused ? 1 : UNFUSED);
}

/** How many times as long NeMoS' order takes where multiply-adds are fused in float64. */
const UNFUSED = 3;

/** Links and draws per neuron; a row of B coefficients per sender; W bins of the basis in a bin with a spike. */
function fast({ nNeurons: n, nBasisFuncs: b, windowSize: w }: CostDimensions, spikes: number): number {
  const senders = distinct(n, spikes);
  return 25 + n * (12 + 0.14 * (senders * b + distinct(1, spikes) * w)) + draws(n, spikes);
}

/**
 * Links and draws per neuron; B functions per count above 0 in the window; B features of each neuron that spiked in it, to N
 * neurons, whose coefficients take four times as long from beyond the second-level cache.
 */
function nemos({ nNeurons: n, nBasisFuncs: b, windowSize: w }: CostDimensions, spikes: number): number {
  const multiply = 4 * n * n * b <= 2 ** 20 ? 0.0145 : 0.055;
  const senders = distinct(n, spikes);
  const features = n * b * (0.95 + multiply * distinct(n, w * spikes));
  return 60 + 22 * n + 50 * senders + w * senders * (3 + 0.15 * b) + features + draws(n, spikes);
}

/** A uniform number per spike; from a rate of 10 on JAX draws by rejection. */
function draws(n: number, spikes: number): number {
  return spikes < 10 * n ? 15 * spikes : 800 * n;
}

/** How many of `n` neurons are expected to fire some of so many spikes. */
function distinct(n: number, spikes: number): number {
  return n * (1 - Math.exp(-spikes / n));
}
