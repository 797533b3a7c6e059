import type { RateAnswer, TraceQuery } from "../../protocol/queries";
import { SUMMARY_FIELDS } from "../summary";
import { everyBin, layGrid } from "./grid";
import { Lines } from "./lines";
import { piecesOf } from "./pieces";
import type { RunFiles } from "./run-files";
import { quantile } from "./select";

/** Up to so many bins a column every bin is answered: a line through them is drawn as fast as a veil. */
export const EVERY_BIN = 2;

/** Rates and spikes of some neurons over a range. */
export function rates(run: RunFiles, query: TraceQuery): RateAnswer {
  const { neurons } = query;
  checkNeurons(run, neurons);
  const range = run.clip(query.range);
  const few = range.end - range.start <= EVERY_BIN * query.columns;
  const grid = few ? everyBin(range) : layGrid(range, query.columns, run);
  const { nColumns } = grid;
  const lines = new Lines(grid, neurons.length);
  const spikes = new Float32Array(neurons.length * nColumns);
  const exact = grid.levels.length === 0;
  const values = neurons.map(() => new Float32Array(exact ? grid.end - grid.start : 0));
  for (const { level, first, end } of piecesOf(grid, grid.levels)) {
    if (level) {
      level.summary.forEach(first, end, (rows, block, nRows) => {
        lines.addBlocks(level.size, rows, block, nRows, neurons, run.nNeurons);
        for (let row = 0; row < nRows; row++) {
          const column = lines.columnOf((block + row) * level.size);
          neurons.forEach((neuron, line) => (spikes[line * nColumns + column] += rows[(row * run.nNeurons + neuron) * SUMMARY_FIELDS]));
        }
      });
    } else {
      run.rates.forEach(first, end, (rows, bin, nRows) => {
        for (let row = 0; row < nRows; row++) {
          const column = lines.columnOf(bin + row);
          lines.extend(column, 1);
          for (let line = 0; line < neurons.length; line++) {
            const rate = rows[row * run.nNeurons + neurons[line]];
            lines.add(line, column, rate, rate, rate);
            if (exact) values[line][bin + row - grid.start] = rate;
          }
        }
      });
      run.spikes.forEach(first, end, (rows, bin, nRows) => {
        for (let row = 0; row < nRows; row++) {
          const column = lines.columnOf(bin + row);
          for (let line = 0; line < neurons.length; line++) spikes[line * nColumns + column] += rows[row * run.nNeurons + neurons[line]];
        }
      });
    }
  }
  const answer = lines.answer();
  const medians = neurons.map((_, line) => quantile(exact ? values[line] : answer.mean.slice(line * nColumns, (line + 1) * nColumns), 0.5));
  return { ...answer, spikes, median: Float32Array.from(medians) };
}

export function checkNeurons({ nNeurons }: RunFiles, neurons: readonly number[]): void {
  const wrong = neurons.find((neuron) => !Number.isInteger(neuron) || neuron < 0 || neuron >= nNeurons);
  if (wrong !== undefined) throw new RangeError(`there is no neuron ${wrong}: the run has ${nNeurons}, counted from 0`);
}
