import { SUMMARY_SIZES } from "../layout";
import { createSums, type BinSums } from ".";
import { Level } from "./level";
import { RowBuffer } from "./rows";

export { SUMMARY_FIELDS } from "./level";

/** Sums over the first `bins` bins of a run. */
export interface RunTotals {
  readonly bins: number;
  /** (N,) spikes of each neuron. */
  readonly spikes: Float64Array;
  /** Sum over bins and neurons of the rates, counts per bin; their lowest and highest (0 while there are no bins). */
  readonly rateSum: number;
  readonly rateLow: number;
  readonly rateHigh: number;
}

/** Totals before the first bin. */
export function noTotals(nNeurons: number): RunTotals {
  return { bins: 0, spikes: new Float64Array(nNeurons), rateSum: 0, rateLow: 0, rateHigh: 0 };
}

/**
 * The block summaries of a run, and its population, computed as its bins come in, in blocks of any size.
 * Block b of size S covers bins b * S to (b + 1) * S. While a run goes on, its summary files hold only full blocks; after
 * it has ended they also hold the last, shorter one. Larger blocks are folded from smaller ones, so that each bin is read once and the
 * values do not depend on how the bins came in.
 */
export class BlockSummaries {
  private readonly first: Level;
  private readonly levels: readonly Level[];
  private readonly whole: Level;

  constructor(
    private readonly nNeurons: number,
    private readonly sums: BinSums = createSums(nNeurons),
  ) {
    this.first = new Level(nNeurons, SUMMARY_SIZES[0], sums);
    this.levels = [this.first, ...SUMMARY_SIZES.slice(1).map((size) => new Level(nNeurons, size))];
    this.whole = new Level(nNeurons, Infinity);
  }

  /** Adds the next `nBins` bins, (nBins, N) spikes and rates in C order (the arrays may be longer), and their rows to `rows`. */
  add(spikes: Int32Array, rates: Float32Array, nBins: number, rows: SummaryRows): void {
    const { first } = this;
    for (let bin = 0; bin < nBins;) {
      const count = Math.min(first.size - first.bins, nBins - bin);
      this.sums.add(spikes, rates, bin, count, rows.population.take(count * 2));
      first.bins += count;
      bin += count;
      if (first.bins === first.size) this.fold(0, rows);
    }
  }

  /** The rows (0 or 1 of each size) of the last, unfinished blocks. Nothing may be added afterwards. */
  finish(): Float32Array[] {
    return this.levels.map((_, index) => {
      const last = this.foldUpTo(index);
      const rows = new RowBuffer();
      if (last.bins > 0) last.writeInto(rows);
      return rows.rows;
    });
  }

  totals(): RunTotals {
    const all = this.foldUpTo(this.levels.length - 1);
    all.addLevel(this.whole);
    let rateSum = 0;
    let rateLow = Infinity;
    let rateHigh = -Infinity;
    for (let neuron = 0; neuron < this.nNeurons; neuron++) {
      rateSum += all.sums.sum[neuron];
      if (all.sums.low[neuron] < rateLow) rateLow = all.sums.low[neuron];
      if (all.sums.high[neuron] > rateHigh) rateHigh = all.sums.high[neuron];
    }
    const empty = all.bins === 0;
    return {
      bins: all.bins,
      spikes: Float64Array.from(all.sums.spikes),
      rateSum,
      rateLow: empty ? 0 : rateLow,
      rateHigh: empty ? 0 : rateHigh,
    };
  }

  /** Writes the full block of a level, adds it to the next level and clears it. */
  private fold(index: number, rows: SummaryRows): void {
    const from = this.levels[index];
    const next = this.levels[index + 1] ?? this.whole;
    from.writeInto(rows.blocks[index]);
    next.addLevel(from);
    from.clear();
    if (next.bins === next.size) this.fold(index + 1, rows);
  }

  /** A new level with the unfinished blocks of levels 0 to `index`. */
  private foldUpTo(index: number): Level {
    const sum = new Level(this.nNeurons, Infinity);
    for (const level of this.levels.slice(0, index + 1).reverse()) sum.addLevel(level);
    return sum;
  }
}

/** Rows to append for some bins: (bins, 2) of the population, and for each size (blocks, N, 4) of the blocks that became full. */
export class SummaryRows {
  readonly population = new RowBuffer();
  readonly blocks: readonly RowBuffer[] = SUMMARY_SIZES.map(() => new RowBuffer());

  clear(): void {
    for (const buffer of [this.population, ...this.blocks]) buffer.clear();
  }
}
