/** Sums over some bins, (N,) each: a neuron's spikes, lowest rate, sum of rates and highest rate, in counts per bin. */
export interface Sums {
  readonly spikes: Int32Array | Float64Array;
  readonly low: Float32Array;
  readonly sum: Float64Array;
  readonly high: Float32Array;
}

/** Sums over the bins added since `clear`. They must be few enough that no neuron has more than 2^31 - 1 spikes. */
export interface BinSums extends Sums {
  readonly spikes: Int32Array;
  /**
   * Adds the bins `first` to `first + nBins` of spikes and rates (bins, N) in C order, and writes for each of them the sums over all
   * neurons of the spikes and of the rates into `population` (nBins, 2).
   */
  add(spikes: Int32Array, rates: Float32Array, first: number, nBins: number, population: Float32Array): void;
  clear(): void;
}
