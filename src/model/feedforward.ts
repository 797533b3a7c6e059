import type { NdArray } from "../arrays/ndarray";
import type { FeedforwardSource } from "./types";

/** Feedforward input (T, N, K) in memory, read in blocks without copying. */
export function arrayFeedforward({ data, shape: [nTimeBins, nNeurons, nFeatures] }: NdArray): FeedforwardSource {
  const size = nNeurons * nFeatures;
  return {
    nTimeBins,
    nNeurons,
    nFeatures,
    read: (firstBin, nBins) => data.subarray(firstBin * size, (firstBin + nBins) * size),
  };
}
