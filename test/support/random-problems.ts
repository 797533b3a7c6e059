import { TypescriptKernel } from "../../src/kernel/reference/typescript";
import type { CreateKernel, KernelProblem } from "../../src/kernel/types";
import { evaluateBasis } from "../../src/model/bases";
import { INVERSE_LINKS, type InverseLinkName } from "../../src/model/links";
import { keyFromSeed } from "../../src/random/keys";
import { normal } from "../../src/random/normal";
import { uniformAt } from "../../src/random/uniform";

/** eta at which a link gives a rate. */
const ETA: Readonly<Record<InverseLinkName, (rate: number) => number>> = {
  softplus: (rate) => Math.log(Math.expm1(rate)),
  exp: Math.log,
  logistic: (rate) => Math.log(rate / (1 - rate)),
  norm_cdf: (rate) => (rate - 0.5) * 2.5,
  one_over_x: (rate) => 1 / rate,
  identity: (rate) => rate,
};

export interface RandomProblem {
  readonly problem: KernelProblem;
  readonly nTimeBins: number;
}

/**
 * A random network: 1 … 130 neurons, or `nNeurons`, windows of 1 … 120 bins, bases with and without zeros (every third of raised cosines),
 * every link, rates of 0.01 … 20.
 */
export function randomProblem(seed: number, nNeurons?: number): RandomProblem {
  let at = 0;
  const uniform = (): number => uniformAt(7, seed, at++);
  const integer = (from: number, to: number): number => from + Math.floor(uniform() * (to - from + 1));
  const drawn = Math.floor(1.5 * 90 ** uniform());
  const n = nNeurons ?? drawn;
  const window = integer(1, 120);
  const nBasis = integer(1, 12);
  const nFeatures = integer(0, 3);
  const nTimeBins = Math.min(2000, Math.ceil((2e4 * uniform()) / n) + 1);
  const inverseLink = INVERSE_LINKS[integer(0, INVERSE_LINKS.length - 1)];
  const highest = inverseLink === "logistic" || inverseLink === "norm_cdf" ? 0.9 : uniform() < 0.2 ? 20 : 3;
  const rate = highest * 0.01 ** uniform();
  // Links that can turn negative or infinite get a coupling so weak that they do not.
  const strength = inverseLink === "one_over_x" || inverseLink === "identity" ? 0.05 * ETA[inverseLink](rate) : 0.3;
  const gaussian = (salt: number, count: number, scale: number): Float32Array =>
    normal(keyFromSeed(100 * seed + salt), count).map((x) => scale * x);
  const basis = gaussian(1, window * nBasis, 1);
  const zeros = uniform();
  for (let i = 0; i < basis.length; i++) if (uniform() < zeros) basis[i] = 0;
  const isRaisedCosine = seed % 3 === 0 && nBasis > 1 && window >= nBasis;
  const input = gaussian(2, nTimeBins * n * nFeatures, 1);
  return {
    nTimeBins,
    problem: {
      key: [integer(0, 2 ** 32 - 1), seed],
      feedforward:
        nFeatures === 0
          ? null
          : {
              nTimeBins,
              nNeurons: n,
              nFeatures,
              read: (first, nBins) => input.subarray(first * n * nFeatures, (first + nBins) * n * nFeatures),
            },
      model: {
        nNeurons: n,
        windowSize: window,
        nBasisFuncs: nBasis,
        nFeatures,
        inverseLink,
        couplingCoef: gaussian(3, n * n * nBasis, strength / Math.sqrt(n * nBasis * window * Math.max(rate, 0.1))),
        couplingBasisMatrix: isRaisedCosine
          ? Float32Array.from(evaluateBasis("RaisedCosineLog", { n_basis_funcs: nBasis }, window).data)
          : basis,
        intercepts: gaussian(4, n, 0.2 * strength).map((x) => x + ETA[inverseLink](rate)),
        feedforwardCoef: gaussian(5, n * nFeatures, 0.2 * strength),
        initY: gaussian(6, window * n, 1).map((x) => (x > 1.5 ? x : 0)),
      },
    },
  };
}

export interface Simulated {
  readonly spikes: Int32Array;
  readonly rates: Float32Array;
  readonly binsDone: number;
}

/** Simulates all bins, in blocks of `block`. */
export function simulate(create: CreateKernel, { problem, nTimeBins }: RandomProblem, block = nTimeBins): Simulated {
  const n = problem.model.nNeurons;
  const spikes = new Int32Array(nTimeBins * n);
  const rates = new Float32Array(nTimeBins * n);
  const kernel = create(problem);
  while (kernel.bin < nTimeBins) {
    const first = kernel.bin;
    const last = Math.min(first + block, nTimeBins);
    if (
      kernel.advance(last - first, spikes.subarray(first * n, last * n), rates.subarray(first * n, last * n)).divergence
    )
      break;
  }
  return { spikes, rates, binsDone: kernel.bin };
}

export const typescript: CreateKernel = (problem, state) => new TypescriptKernel(problem, state);

/** What the reference gives, or null when its spikes hang on a rounding: they differ when eta moves by an ulp of its terms. */
export function robustReference(random: RandomProblem): Simulated | null {
  const reference = simulate(typescript, random);
  if (reference.binsDone < random.nTimeBins) return null;
  for (const ulps of [-2, 2]) {
    const { problem } = random;
    const intercepts = problem.model.intercepts.map((x) => x + ulps * 2 ** -24 * Math.max(1, Math.abs(x)));
    const moved = simulate(typescript, { ...random, problem: { ...problem, model: { ...problem.model, intercepts } } });
    if (moved.spikes.some((count, i) => count !== reference.spikes[i])) return null;
  }
  return reference;
}
