import type { RowBuffer } from "./rows";
import { clearSums } from "./typescript";
import type { Sums } from "./types";

/** Numbers of each neuron and block in a summary: spikes, lowest, mean and highest rate (counts per bin). */
export const SUMMARY_FIELDS = 4;

/** The sums of an unfinished block of `size` bins. */
export class Level {
  bins = 0;

  /** `sums` may be shared; whoever adds to them also sets `bins`. */
  constructor(
    nNeurons: number,
    readonly size: number,
    readonly sums: Sums = noBins(nNeurons),
  ) {}

  addLevel({ bins, sums: { spikes: moreSpikes, low: otherLow, sum: moreRates, high: otherHigh } }: Level): void {
    const { spikes, low, sum, high } = this.sums;
    for (let neuron = 0; neuron < spikes.length; neuron++) {
      spikes[neuron] += moreSpikes[neuron];
      sum[neuron] += moreRates[neuron];
      if (otherLow[neuron] < low[neuron]) low[neuron] = otherLow[neuron];
      if (otherHigh[neuron] > high[neuron]) high[neuron] = otherHigh[neuron];
    }
    this.bins += bins;
  }

  /** Writes its row (N, 4). */
  writeInto(rows: RowBuffer): void {
    const { bins } = this;
    const { spikes, low, sum, high } = this.sums;
    const row = rows.take(spikes.length * SUMMARY_FIELDS);
    for (let neuron = 0, at = 0; neuron < spikes.length; neuron++) {
      row[at++] = spikes[neuron];
      row[at++] = low[neuron];
      row[at++] = sum[neuron] / bins;
      row[at++] = high[neuron];
    }
  }

  clear(): void {
    this.bins = 0;
    clearSums(this.sums);
  }
}

function noBins(nNeurons: number): Sums {
  const sums = {
    spikes: new Float64Array(nNeurons),
    low: new Float32Array(nNeurons),
    sum: new Float64Array(nNeurons),
    high: new Float32Array(nNeurons),
  };
  clearSums(sums);
  return sums;
}
