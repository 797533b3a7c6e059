import { evaluateBasis } from "../../src/model/bases";
import type { FeedforwardSource, RecurrentGlm } from "../../src/model/types";
import { keyFromSeed } from "../../src/random/keys";
import { normal } from "../../src/random/normal";
import type { KernelProblem } from "../../src/kernel/types";

/** One column of the benchmark. Rates are spikes per neuron and bin. */
export interface BenchCase {
  readonly nNeurons: number;
  readonly windowSize: number;
  readonly rate: number;
  /** N_BASIS_FUNCS when left out. */
  readonly nBasisFuncs?: number;
}

export const N_BASIS_FUNCS = 10;

/** The main row: how time grows with the number of neurons. */
export const BY_NEURONS: readonly BenchCase[] = [2, 10, 100, 500, 1000].map((nNeurons) => ({
  nNeurons,
  windowSize: 100,
  rate: 0.02,
}));

export const CASES: readonly BenchCase[] = [
  ...BY_NEURONS,
  ...[0.1, 0.5, 2].map((rate) => ({ nNeurons: 100, windowSize: 100, rate })),
  ...[20, 500].map((windowSize) => ({ nNeurons: 100, windowSize, rate: 0.02 })),
];

/** How time grows in NeMoS' order of additions, which takes all functions of all neurons. */
export const BY_ORDER: readonly BenchCase[] = [2, 10, 50, 100].flatMap((nNeurons) =>
  [10, 20].map((nBasisFuncs) => ({ nNeurons, nBasisFuncs, windowSize: 100, rate: 0.02 })),
);

export function nameOf({ nNeurons, windowSize, rate }: BenchCase): string {
  return `N=${nNeurons} W=${windowSize} rate=${rate}`;
}

const problems = new Map<BenchCase, KernelProblem>();

/** The problem of a case, made once. */
export function problemOf(benchCase: BenchCase): KernelProblem {
  const problem = problems.get(benchCase) ?? makeProblem(benchCase);
  problems.set(benchCase, problem);
  return problem;
}

/**
 * Random all-to-all coupling, weak enough that the rates stay where the intercepts put them; softplus; one feature of constant input, which
 * NeMoS wants.
 */
function makeProblem({ nNeurons: n, windowSize, rate, nBasisFuncs = N_BASIS_FUNCS }: BenchCase): KernelProblem {
  const scale = 0.01 / Math.sqrt(n * nBasisFuncs);
  const model: RecurrentGlm = {
    nNeurons: n,
    nBasisFuncs,
    windowSize,
    nFeatures: 1,
    couplingCoef: normal(keyFromSeed(1), n * n * nBasisFuncs).map((x) => scale * x),
    couplingBasisMatrix: Float32Array.from(
      evaluateBasis("RaisedCosineLog", { n_basis_funcs: nBasisFuncs }, windowSize).data,
    ),
    intercepts: new Float32Array(n).fill(Math.log(Math.expm1(rate))),
    feedforwardCoef: new Float32Array(n).fill(0.001),
    initY: new Float32Array(windowSize * n),
    inverseLink: "softplus",
  };
  return { key: keyFromSeed(123), model, feedforward: constantInput(n) };
}

/** Input of 1 in every bin, as many as are asked for. */
export function constantInput(nNeurons: number): FeedforwardSource {
  let ones = new Float32Array(0);
  return {
    nTimeBins: 2 ** 40,
    nNeurons,
    nFeatures: 1,
    read: (_first, nBins) => {
      const length = nBins * nNeurons;
      if (ones.length < length) ones = new Float32Array(length).fill(1);
      return ones.subarray(0, length);
    },
  };
}
