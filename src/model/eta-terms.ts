import type { RecurrentGlm } from "./types";

/** The terms whose sum is eta of one neuron in one bin. */
export interface EtaTerms {
  readonly intercept: number;
  /** (K,): `feedforward_coef[i, k] * feedforward_input[t, i, k]`. */
  readonly features: Float64Array;
  /** (N,): what each sender's past counts add through coupling and basis. */
  readonly senders: Float64Array;
}

/**
 * Splits eta[t, i] of `neuron` i into its terms, in float64 (the equation of `nemos.simulation.simulate_recurrent`).
 * `past` is (W, N) in C order: the counts of bins t - W … t - 1, the last row being bin t - 1. `input` is (K,): the
 * neuron's feedforward input in bin t; empty without one.
 */
export function etaTerms(
  model: RecurrentGlm,
  neuron: number,
  past: ArrayLike<number>,
  input: ArrayLike<number>,
): EtaTerms {
  const { nNeurons, nBasisFuncs, windowSize, couplingCoef, couplingBasisMatrix, feedforwardCoef, intercepts } = model;
  const senders = new Float64Array(nNeurons);
  const features = Float64Array.from(input, (value, k) => feedforwardCoef[neuron * input.length + k] * value);
  const convolved = new Float64Array(nBasisFuncs);
  for (let sender = 0; sender < nNeurons; sender++) {
    convolved.fill(0);
    for (let lag = 0; lag < windowSize; lag++) {
      const count = past[(windowSize - 1 - lag) * nNeurons + sender];
      if (count === 0) continue;
      for (let b = 0; b < nBasisFuncs; b++) convolved[b] += couplingBasisMatrix[lag * nBasisFuncs + b] * count;
    }
    const from = (neuron * nNeurons + sender) * nBasisFuncs;
    for (let b = 0; b < nBasisFuncs; b++) senders[sender] += couplingCoef[from + b] * convolved[b];
  }
  return { intercept: intercepts[neuron], features, senders };
}
