import type { RateAnswer, TraceQuery } from "../../../protocol/queries";
import { SUMMARY_FIELDS } from "../../summaries/summary";
import { everyBin, layGrid } from "./grid";
import { Lines } from "./lines";
import { piecesOf } from "./pieces";
import type { RunFiles } from "../run-files";
import { quantile } from "./select";

/** Up to so many bins a column, every bin is answered: a line through them is drawn as fast as a band. */
export const EVERY_BIN = 2;

/** Bins are read from two files, rates and spikes. */
const FILES = 2;
/** Reading one number at random takes as long as reading this many in sequence. */
const SCATTERED_COST = 2048;

/** Rates and spikes of some neurons over a range. */
export function rates(run: RunFiles, { range: asked, columns, neurons }: TraceQuery): RateAnswer {
  checkNeurons(run, neurons);
  const range = run.clip(asked);
  const few = range.end - range.start <= EVERY_BIN * columns;
  const nNeurons = Math.min(run.nNeurons, neurons.length * SCATTERED_COST);
  const grid = few
    ? everyBin(range)
    : layGrid(range, columns, { bins: run.bins, nNeurons, binCost: FILES * nNeurons, levels: run.levels });
  const { nColumns } = grid;
  const lines = new Lines(grid, neurons.length);
  const spikes = new Float32Array(neurons.length * nColumns);
  const exact = grid.levels.length === 0;
  const values = neurons.map(() => new Float32Array(exact ? grid.end - grid.start : 0));
  for (const { level, first, end } of piecesOf(grid, grid.levels)) {
    if (level) {
      level.summary.forEachOf(neurons, SUMMARY_FIELDS, first, end, (fields, block) => {
        const column = lines.columnOf(block * level.size);
        lines.addBlock(column, level.size, fields);
        for (let line = 0; line < neurons.length; line++)
          spikes[line * nColumns + column] += fields[line * SUMMARY_FIELDS];
      });
      continue;
    }
    run.rates.forEachOf(neurons, 1, first, end, (row, bin) => {
      lines.addBin(lines.columnOf(bin), row);
      if (exact) for (let line = 0; line < neurons.length; line++) values[line][bin - grid.start] = row[line];
    });
    run.spikes.forEachOf(neurons, 1, first, end, (row, bin) => {
      const column = lines.columnOf(bin);
      for (let line = 0; line < neurons.length; line++) spikes[line * nColumns + column] += row[line];
    });
  }
  const answer = lines.answer();
  const medians = neurons.map((_, line) =>
    quantile(exact ? values[line] : answer.mean.slice(line * nColumns, (line + 1) * nColumns), 0.5),
  );
  return { ...answer, spikes, median: Float32Array.from(medians) };
}

export function checkNeurons({ nNeurons }: RunFiles, neurons: readonly number[]): void {
  const wrong = neurons.find((neuron) => !Number.isInteger(neuron) || neuron < 0 || neuron >= nNeurons);
  if (wrong !== undefined) throw new RangeError(`there is no neuron ${wrong}: the run has ${nNeurons}, counted from 0`);
}
