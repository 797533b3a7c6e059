import type { BinRange, PopulationAnswer } from "../../../protocol/queries";
import { layGrid } from "./grid";
import { forEachPopulationBin } from "./population-bins";
import type { RunFiles } from "../run-files";

/** Bins per block of the sums that are kept of a long run. */
const BLOCK = 256;
/** Columns of at least this many bins are read from blocks; for narrower ones resolution would suffer. */
const COARSE = 4 * BLOCK;

/** Mean rate over neurons: its mean and its highest bin in each column of a range. */
export class Population {
  /** Per full block of bins the sum over its bins and the highest of them, of rates summed over neurons. */
  private readonly sums: number[] = [];
  private readonly highs: number[] = [];

  answer(run: RunFiles, query: { readonly range: BinRange; readonly columns: number }): PopulationAnswer {
    const range = run.clip(query.range);
    const coarse = range.end - range.start >= COARSE * query.columns && query.columns > 1;
    // A level of blocks as narrow as ours makes the columns whole blocks.
    const own = { size: BLOCK, blocks: 0, summary: run.population };
    const { start, binsPerColumn, nColumns, end } = layGrid(range, query.columns, {
      bins: run.bins,
      nNeurons: 2,
      levels: coarse ? [own] : [],
    });
    const mean = new Float32Array(nColumns);
    const high = new Float32Array(nColumns).fill(-Infinity);
    const sums = new Float64Array(nColumns);
    const add = (bin: number, sum: number, highest: number): void => {
      const column = Math.floor((bin - start) / binsPerColumn);
      sums[column] += sum;
      if (highest > high[column]) high[column] = highest;
    };
    const blocksEnd = coarse ? this.addBlocks(run, start, end, add) : start;
    forEachPopulationBin(run, { start: blocksEnd, end }, (bin, _spikes, rates) => add(bin, rates, rates));
    for (let column = 0; column < nColumns; column++) {
      const columnStart = start + column * binsPerColumn;
      mean[column] = sums[column] / (Math.min(columnStart + binsPerColumn, end) - columnStart) / run.nNeurons;
      high[column] /= run.nNeurons;
    }
    return { start, binsPerColumn, nColumns, mean, high };
  }

  /** Adds the full blocks of a range that starts at a block; returns the bin after them. */
  private addBlocks(
    run: RunFiles,
    start: number,
    end: number,
    add: (bin: number, sum: number, high: number) => void,
  ): number {
    this.follow(run);
    const last = Math.min(Math.floor(end / BLOCK), this.sums.length);
    for (let block = start / BLOCK; block < last; block++) add(block * BLOCK, this.sums[block], this.highs[block]);
    return Math.max(start, last * BLOCK);
  }

  /** Sums up the blocks that became full since the last call. */
  private follow(run: RunFiles): void {
    const full = Math.floor(run.bins / BLOCK);
    if (this.sums.length > full) this.sums.length = this.highs.length = 0;
    forEachPopulationBin(run, { start: this.sums.length * BLOCK, end: full * BLOCK }, (bin, _spikes, rates) => {
      const block = Math.floor(bin / BLOCK);
      this.sums[block] = (this.sums[block] ?? 0) + rates;
      this.highs[block] = Math.max(this.highs[block] ?? 0, rates);
    });
  }
}
