import type { TraceAnswer } from "../../../protocol/queries";
import { SUMMARY_FIELDS } from "../../summaries/summary";
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

  /** Adds a block of `size` bins: each line's four fields of a summary. */
  addBlock(column: number, size: number, fields: Float32Array): void {
    this.extend(column, size);
    for (let line = 0, at = 0; at < fields.length; line++, at += SUMMARY_FIELDS) {
      this.add(line, column, fields[at + 1], fields[at + 2] * size, fields[at + 3]);
    }
  }

  /** Adds a bin: each line's value. */
  addBin(column: number, values: ArrayLike<number>): void {
    this.extend(column, 1);
    for (let line = 0; line < values.length; line++) this.add(line, column, values[line], values[line], values[line]);
  }

  answer(): TraceAnswer {
    const { start, binsPerColumn, nColumns } = this.grid;
    const mean = Float32Array.from(this.sums, (sum, at) => sum / this.bins[at % nColumns]);
    return { start, binsPerColumn, nColumns, low: this.low, mean, high: this.high };
  }

  private extend(column: number, bins: number): void {
    this.bins[column] += bins;
  }

  private add(line: number, column: number, low: number, sum: number, high: number): void {
    const at = line * this.grid.nColumns + column;
    if (low < this.low[at]) this.low[at] = low;
    if (high > this.high[at]) this.high[at] = high;
    this.sums[at] += sum;
  }
}
