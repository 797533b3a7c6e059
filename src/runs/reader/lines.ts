import type { TraceAnswer } from "../../protocol/queries";
import { SUMMARY_FIELDS } from "../summary";
import type { Grid } from "./grid";

/** Lowest, mean and highest value of some neurons in each column of a grid, collected in the order of bins. */
export class Lines {
  readonly low: Float32Array;
  readonly high: Float32Array;
  /** (neurons, nColumns), in double precision so that long columns keep their digits. */
  private readonly sums: Float64Array;
  private readonly bins: Float64Array;

  constructor(
    private readonly grid: Grid,
    nNeurons: number,
  ) {
    const size = nNeurons * grid.nColumns;
    this.low = new Float32Array(size).fill(Infinity);
    this.high = new Float32Array(size).fill(-Infinity);
    this.sums = new Float64Array(size);
    this.bins = new Float64Array(grid.nColumns);
  }

  /** The column that a bin lies in. */
  columnOf(bin: number): number {
    return Math.floor((bin - this.grid.start) / this.grid.binsPerColumn);
  }

  /** Says that `bins` more bins of a column are about to be added. */
  extend(column: number, bins: number): void {
    this.bins[column] += bins;
  }

  /** Adds what `bins` bins of a line have in a column. */
  add(line: number, column: number, low: number, sum: number, high: number): void {
    const at = line * this.grid.nColumns + column;
    if (low < this.low[at]) this.low[at] = low;
    if (high > this.high[at]) this.high[at] = high;
    this.sums[at] += sum;
  }

  /** Adds blocks of `size` bins of a summary, rows (nRows, N, 4) from block `first` on; line i is that of `neurons[i]`. */
  addBlocks(size: number, rows: Float32Array, first: number, nRows: number, neurons: readonly number[], nNeurons: number): void {
    for (let row = 0; row < nRows; row++) {
      const column = this.columnOf((first + row) * size);
      this.extend(column, size);
      for (let line = 0; line < neurons.length; line++) {
        const at = (row * nNeurons + neurons[line]) * SUMMARY_FIELDS;
        this.add(line, column, rows[at + 1], rows[at + 2] * size, rows[at + 3]);
      }
    }
  }

  answer(): TraceAnswer {
    const { start, binsPerColumn, nColumns } = this.grid;
    const mean = Float32Array.from(this.sums, (sum, at) => sum / this.bins[at % nColumns]);
    return { start, binsPerColumn, nColumns, low: this.low, mean, high: this.high };
  }
}
