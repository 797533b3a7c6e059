import { setImmediate as eventLoop } from "node:timers/promises";
import { SUMMARY_FIELDS } from "../summary";
import type { FeedforwardTerm } from "./feedforward-term";
import { MemoryRows } from "./memory-rows";
import type { Level } from "./run-files";

/** Elements of input that are computed between two turns of the event loop: about 10 ms of work. */
export const BLOCK_ELEMENTS = 1 << 18;
const MEMORY_LIMIT = 1 << 26;

/**
 * Lowest, mean and highest feedforward term of all neurons over the full blocks of a whole run, laid out as a summary of rates
 * is (without spikes), so that any zoom of a long run is drawn from it. Takes seconds for 10^9 elements; other work goes on.
 * Ends early when `isOver` says so.
 */
export async function driveLevel(term: FeedforwardTerm, nNeurons: number, isOver: () => boolean): Promise<Level> {
  const bytes = (size: number): number => (term.nTimeBins / size) * nNeurons * SUMMARY_FIELDS * 4;
  const size = bytes(1024) <= MEMORY_LIMIT ? 1024 : 16384;
  const blocks = Math.floor(term.nTimeBins / size);
  const everyone = Array.from({ length: nNeurons }, (_, neuron) => neuron);
  const rows: Float32Array<ArrayBuffer>[] = [];
  const step = Math.max(1, Math.floor(BLOCK_ELEMENTS / term.width));
  for (let block = 0; block < blocks && !isOver(); block++) {
    const sums = new Float64Array(nNeurons);
    const row = new Float32Array(nNeurons * SUMMARY_FIELDS);
    for (let neuron = 0; neuron < nNeurons; neuron++) row.set([0, Infinity, 0, -Infinity], neuron * SUMMARY_FIELDS);
    for (let bin = block * size; bin < (block + 1) * size; bin += step) {
      const nBins = Math.min(step, (block + 1) * size - bin);
      fold(term.read(bin, nBins, everyone), nBins, row, sums);
      await eventLoop();
    }
    sums.forEach((sum, neuron) => (row[neuron * SUMMARY_FIELDS + 2] = sum / size));
    rows.push(row);
  }
  const summary = new MemoryRows(rows, [nNeurons, SUMMARY_FIELDS]);
  return { size, blocks: summary.rows, summary };
}

function fold(values: Float64Array, nBins: number, row: Float32Array, sums: Float64Array): void {
  for (let bin = 0, at = 0; bin < nBins; bin++) {
    for (let neuron = 0, to = 0; neuron < sums.length; neuron++, to += SUMMARY_FIELDS) {
      const value = values[at++];
      sums[neuron] += value;
      if (value < row[to + 1]) row[to + 1] = value;
      if (value > row[to + 3]) row[to + 3] = value;
    }
  }
}
