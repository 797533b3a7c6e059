import type { NdArray } from "../../src/arrays/ndarray";
import { createKernel } from "../../src/kernel";
import { type CreateKernel, RATE_LIMIT } from "../../src/kernel/types";
import { checkArguments } from "../../src/model/check";
import type { SimulateRecurrentArgs } from "../../src/model/types";

/** A rate that was NaN, negative, infinite or above 10^6: nothing was drawn from it. */
export class DivergenceError extends Error {
  constructor(
    readonly bin: number,
    readonly neuron: number,
    readonly rate: number,
  ) {
    super(
      `The rate of neuron ${neuron} in bin ${bin} is ${rate}: rates must lie between 0 and ${RATE_LIMIT} counts per bin.`,
    );
    this.name = "DivergenceError";
  }
}

/** Bins simulated at a time, so that a streamed feedforward input is never in memory whole. */
const BLOCK = 1024;

/**
 * Simulates a recurrently connected GLM, as `nemos.simulation.simulate_recurrent`: spikes (T, N) int32 and rates (T, N) float32, counts
 * per bin. Without feedforward input it is coupling only; `create` may name a kernel. Throws ArgumentError and DivergenceError.
 */
export function simulateRecurrent(
  args: SimulateRecurrentArgs,
  create: CreateKernel = createKernel,
): { spikes: NdArray<Int32Array>; rates: NdArray } {
  const { model, feedforward, nTimeBins, key } = checkArguments(args);
  const shape = [nTimeBins, model.nNeurons];
  const spikes = new Int32Array(nTimeBins * model.nNeurons);
  const rates = new Float32Array(nTimeBins * model.nNeurons);
  const kernel = create({ model, key, feedforward });
  try {
    while (kernel.bin < nTimeBins) {
      const at = kernel.bin * model.nNeurons;
      const { divergence } = kernel.advance(
        Math.min(BLOCK, nTimeBins - kernel.bin),
        spikes.subarray(at),
        rates.subarray(at),
      );
      if (divergence) throw new DivergenceError(divergence.bin, divergence.neuron, divergence.rate);
    }
  } finally {
    kernel.close?.();
  }
  return { spikes: { data: spikes, shape }, rates: { data: rates, shape } };
}
