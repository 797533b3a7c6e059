import type { BinRange, NeuronsAnswer } from "../../protocol/queries";
import { SUMMARY_FIELDS } from "../summary";
import { piecesOf } from "./pieces";
import type { RunFiles } from "./run-files";

/** What each neuron did in a range: exact, from the largest blocks inside and the bins at its edges. */
export function neuronsIn(run: RunFiles, asked: BinRange): NeuronsAnswer {
  const range = run.clip(asked);
  const { nNeurons } = run;
  const spikes = new Float64Array(nNeurons);
  const rateMean = new Float64Array(nNeurons);
  const rateHigh = new Float32Array(nNeurons);
  for (const { level, first, end } of piecesOf(range, run.levels)) {
    if (level) {
      level.summary.forEach(first, end, (rows, _block, nRows) => {
        for (let row = 0, at = 0; row < nRows; row++) {
          for (let neuron = 0; neuron < nNeurons; neuron++, at += SUMMARY_FIELDS) {
            spikes[neuron] += rows[at];
            rateMean[neuron] += rows[at + 2] * level.size;
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
            rateMean[neuron] += rows[at];
            if (rows[at] > rateHigh[neuron]) rateHigh[neuron] = rows[at];
          }
        }
      });
    }
  }
  const nBins = range.end - range.start;
  for (let neuron = 0; nBins > 0 && neuron < nNeurons; neuron++) rateMean[neuron] /= nBins;
  return { range, spikes, rateMean, rateHigh };
}

/** Spikes of some neurons in a range. */
export function spikesIn(run: RunFiles, range: BinRange, neurons: Uint32Array): number {
  const { spikes } = neuronsIn(run, range);
  return neurons.reduce((sum, neuron) => sum + (spikes[neuron] ?? 0), 0);
}
