import { createKernel } from "../../src/kernel";
import type { Kernel, KernelProblem } from "../../src/kernel/types";

/** Random numbers, rates and draws alone: the same neurons without a past. */
export function drawsOnly(problem: KernelProblem): Kernel {
  return createKernel({
    ...problem,
    model: {
      ...problem.model,
      windowSize: 1,
      nBasisFuncs: 0,
      couplingCoef: new Float32Array(0),
      couplingBasisMatrix: new Float32Array(0),
      initY: new Float32Array(problem.model.nNeurons),
    },
  });
}

/**
 * Fewest multiply-adds for a neuron and bin: in each bin either W a spike (filters), or B a spike and the non-zero entries of the
 * basis, whichever is fewer; spikes are Poisson.
 */
export function leastMultiplyAdds({ model }: KernelProblem, rate: number): number {
  const { nNeurons, windowSize, nBasisFuncs, couplingBasisMatrix } = model;
  const nonZero = couplingBasisMatrix.reduce((count, weight) => count + (weight !== 0 ? 1 : 0), 0);
  const expected = nNeurons * rate;
  let sum = 0;
  let logProbability = -expected;
  for (let spikes = 1; spikes <= expected + 12 * Math.sqrt(expected) + 12; spikes++) {
    logProbability += Math.log(expected / spikes);
    sum += Math.exp(logProbability) * Math.min(spikes * windowSize, spikes * nBasisFuncs + nonZero);
  }
  return sum;
}

/** Nanoseconds of one multiply-add of one thread, in SIMD, from the compiled floor/peak.ts. */
export type MultiplyAdds = () => number;

export function loadMultiplyAdds(bytes: Uint8Array<ArrayBuffer>): MultiplyAdds {
  const { multiplyAdds } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as {
    multiplyAdds(n: number, factor: number): number;
  };
  const rounds = 20_000;
  return () => {
    const begin = performance.now();
    multiplyAdds(rounds, 0.5);
    return ((performance.now() - begin) * 1e6) / (48 * rounds);
  };
}
