import type { BinRange, NeuronsAnswer } from "../../../protocol/queries";
import { SUMMARY_FIELDS } from "../../summaries/summary";
import { piecesOf } from "./pieces";
import type { RunFiles } from "../run-files";

/** Of each neuron (N,) in a range: spikes; lowest rate (infinite of no bins), sum of rates, highest rate (at least 0). */
export interface RangeSums {
  readonly spikes: Float64Array;
  readonly rateLow: Float32Array;
  readonly rateSum: Float64Array;
  readonly rateHigh: Float32Array;
}

/** Exact sums over a readable range of bins, from the largest blocks inside and the bins at its edges. */
export function sumsIn(run: RunFiles, range: BinRange): RangeSums {
  const { nNeurons } = run;
  const spikes = new Float64Array(nNeurons);
  const rateSum = new Float64Array(nNeurons);
  const rateLow = new Float32Array(nNeurons).fill(Infinity);
  const rateHigh = new Float32Array(nNeurons);
  for (const { level, first, end } of piecesOf(range, run.levels)) {
    if (level) {
      level.summary.forEach(first, end, (rows, _block, nRows) => {
        for (let row = 0, at = 0; row < nRows; row++) {
          for (let neuron = 0; neuron < nNeurons; neuron++, at += SUMMARY_FIELDS) {
            spikes[neuron] += rows[at];
            rateSum[neuron] += rows[at + 2] * level.size;
            if (rows[at + 1] < rateLow[neuron]) rateLow[neuron] = rows[at + 1];
            if (rows[at + 3] > rateHigh[neuron]) rateHigh[neuron] = rows[at + 3];
          }
        }
      });
    } else {
      run.spikes.forEach(first, end, (rows, _bin, nRows) => {
        for (let row = 0, at = 0; row < nRows; row++) {
          for (let neuron = 0; neuron < nNeurons; neuron++) spikes[neuron] += rows[at++];
        }
      });
      run.rates.forEach(first, end, (rows, _bin, nRows) => {
        for (let row = 0, at = 0; row < nRows; row++) {
          for (let neuron = 0; neuron < nNeurons; neuron++, at++) {
            rateSum[neuron] += rows[at];
            if (rows[at] < rateLow[neuron]) rateLow[neuron] = rows[at];
            if (rows[at] > rateHigh[neuron]) rateHigh[neuron] = rows[at];
          }
        }
      });
    }
  }
  return { spikes, rateLow, rateSum, rateHigh };
}

/** What each neuron did in a range. */
export function neuronsIn(run: RunFiles, asked: BinRange): NeuronsAnswer {
  const range = run.clip(asked);
  const { spikes, rateSum, rateHigh } = sumsIn(run, range);
  const nBins = range.end - range.start;
  return { range, spikes, rateMean: nBins > 0 ? rateSum.map((sum) => sum / nBins) : rateSum, rateHigh };
}

/** Spikes of some neurons in a range. */
export function spikesIn(run: RunFiles, range: BinRange, neurons: Uint32Array): number {
  const { spikes } = sumsIn(run, run.clip(range));
  return neurons.reduce((sum, neuron) => sum + (spikes[neuron] ?? 0), 0);
}
