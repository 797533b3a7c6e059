import type { Grid } from "./grid";
import { piecesOf } from "./pieces";
import type { RunFiles } from "../run-files";
import { SUMMARY_FIELDS } from "../../summaries/summary";

/** Spikes of each neuron (N,) in one column. The array is used again for the next column. */
export type VisitColumn = (column: number, spikes: Float64Array) => void;

/** Sums the spikes of all neurons over each column of a grid, one column after the other. */
export function forEachColumn(run: RunFiles, grid: Grid, visit: VisitColumn): void {
  const { nNeurons } = run;
  const sums = new Float64Array(nNeurons);
  let column = 0;
  let columnEnd = grid.start + grid.binsPerColumn;
  const next = (): void => {
    visit(column++, sums);
    sums.fill(0);
    columnEnd += grid.binsPerColumn;
  };
  for (const { level, first, end } of piecesOf(grid, grid.levels)) {
    if (level) {
      level.summary.forEach(first, end, (rows, block, nRows) => {
        for (let row = 0; row < nRows; row++) {
          if ((block + row) * level.size >= columnEnd) next();
          const offset = row * nNeurons * SUMMARY_FIELDS;
          for (let neuron = 0; neuron < nNeurons; neuron++) sums[neuron] += rows[offset + neuron * SUMMARY_FIELDS];
        }
      });
    } else {
      run.spikes.forEach(first, end, (rows, bin, nRows) => {
        for (let row = 0; row < nRows; row++) {
          if (bin + row >= columnEnd) next();
          addRow(sums, rows, row * nNeurons);
        }
      });
    }
  }
  if (grid.nColumns > 0) visit(column, sums);
}

/** Most bins of most neurons are empty: looking is cheaper than adding. */
function addRow(sums: Float64Array, counts: Int32Array, offset: number): void {
  for (let neuron = 0; neuron < sums.length; neuron++) {
    const count = counts[offset + neuron];
    if (count !== 0) sums[neuron] += count;
  }
}
