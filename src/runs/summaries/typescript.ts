import type { BinSums, Sums } from "./types";

/** The reference. It adds in float64 in the same order as the WebAssembly, so that both give the same bits. */
export class TypescriptSums implements BinSums {
  readonly spikes: Int32Array;
  readonly low: Float32Array;
  readonly sum: Float64Array;
  readonly high: Float32Array;

  constructor(private readonly nNeurons: number) {
    this.spikes = new Int32Array(nNeurons);
    this.low = new Float32Array(nNeurons);
    this.sum = new Float64Array(nNeurons);
    this.high = new Float32Array(nNeurons);
    this.clear();
  }

  add(spikes: Int32Array, rates: Float32Array, first: number, nBins: number, population: Float32Array): void {
    const n = this.nNeurons;
    for (let bin = 0; bin < nBins; bin++) {
      const at = (first + bin) * n;
      this.addBin(spikes, rates, at);
      population[2 * bin] = spikesOf(spikes, at, n);
      population[2 * bin + 1] = ratesOf(rates, at, n);
    }
  }

  clear(): void {
    clearSums(this);
  }

  private addBin(spikes: Int32Array, rates: Float32Array, at: number): void {
    const { spikes: counts, low, sum, high } = this;
    for (let neuron = 0; neuron < this.nNeurons; neuron++) {
      const rate = rates[at + neuron];
      counts[neuron] += spikes[at + neuron];
      sum[neuron] += rate;
      if (rate < low[neuron]) low[neuron] = rate;
      if (rate > high[neuron]) high[neuron] = rate;
    }
  }
}

/** Resets sums to those of no bins. */
export function clearSums({ spikes, low, sum, high }: Sums): void {
  spikes.fill(0);
  low.fill(Infinity);
  sum.fill(0);
  high.fill(-Infinity);
}

function spikesOf(spikes: Int32Array, at: number, n: number): number {
  let sum = 0;
  for (let neuron = 0; neuron < n; neuron++) sum += spikes[at + neuron];
  return sum;
}

/** Of each four neurons the first and third go to one sum, the second and fourth to another, as in a vector of two float64. */
function ratesOf(rates: Float32Array, at: number, n: number): number {
  const rate = (neuron: number): number => (neuron < n ? rates[at + neuron] : 0);
  let even = 0;
  let odd = 0;
  for (let neuron = 0; neuron < n; neuron += 4) {
    even += rate(neuron) + rate(neuron + 2);
    odd += rate(neuron + 1) + rate(neuron + 3);
  }
  return even + odd;
}
