/** What some bins add up to, (N,) each: spikes of each neuron, and its lowest rate, sum of rates and highest rate, counts per bin. */
export interface Sums {
  readonly spikes: Int32Array | Float64Array;
  readonly low: Float32Array;
  readonly sum: Float64Array;
  readonly high: Float32Array;
}

/** The sums of the bins that were added since `clear`: few enough that no neuron has more than 2^31 - 1 spikes. */
export interface BinSums extends Sums {
  readonly spikes: Int32Array;
  /**
   * Adds the bins `first` to `first + nBins` of spikes and rates (bins, N) in C order, and writes for each of them the sums over all
   * neurons of the spikes and of the rates into `population` (nBins, 2).
   */
  add(spikes: Int32Array, rates: Float32Array, first: number, nBins: number, population: Float32Array): void;
  clear(): void;
}
