import { flush } from "../../../random/bits";
import type { KernelProblem } from "../../types";

/** The problem as JAX multiplies it on CPUs: numbers too small for float32's full precision are 0, which decides sums that end halfway. */
export function withoutSubnormals({ model, feedforward, ...problem }: KernelProblem): KernelProblem {
  return {
    ...problem,
    model: {
      ...model,
      couplingCoef: flushed(model.couplingCoef),
      couplingBasisMatrix: flushed(model.couplingBasisMatrix),
      feedforwardCoef: flushed(model.feedforwardCoef),
      initY: flushed(model.initY),
    },
    feedforward: feedforward && {
      nTimeBins: feedforward.nTimeBins,
      nNeurons: feedforward.nNeurons,
      nFeatures: feedforward.nFeatures,
      read: (firstBin, nBins) => flushed(feedforward.read(firstBin, nBins)),
    },
  };
}

function flushed(numbers: Float32Array): Float32Array {
  return numbers.some((x) => flush(x) !== x) ? numbers.map(flush) : numbers;
}
