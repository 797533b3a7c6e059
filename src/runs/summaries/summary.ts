import { SUMMARY_SIZES } from "../layout";
import { createSums, type BinSums } from ".";
import { Level } from "./level";
import { RowBuffer } from "./rows";

export { SUMMARY_FIELDS } from "./level";

/** What a whole run (or its beginning) adds up to. */
export interface RunTotals {
  readonly bins: number;
  /** (N,) spikes of each neuron. */
  readonly spikes: Float64Array;
  /** Sum over bins and neurons of the rates, counts per bin; their lowest and highest (0 while there are no bins). */
  readonly rateSum: number;
  readonly rateLow: number;
  readonly rateHigh: number;
}

/** The totals of no bins. */
export function noTotals(nNeurons: number): RunTotals {
  return { bins: 0, spikes: new Float64Array(nNeurons), rateSum: 0, rateLow: 0, rateHigh: 0 };
}

/**
 * The block summaries of a run, and its population, computed as its bins come in, in blocks of any size.
 * Block b of size S covers bins b * S to (b + 1) * S. While a run goes on its summary files hold only full blocks; a run that was
 * ended in order also has the last one, over the bins that are left. Larger blocks are folded from smaller ones, so that bins are
 * looked at once and the values do not depend on how the bins came in.
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

  /** The rows (0 or 1 a size) of the blocks that the run ends in. Nothing may be added afterwards. */
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

  /** Writes the full block of a level, adds it to the next one, and begins anew. */
  private fold(index: number, rows: SummaryRows): void {
    const from = this.levels[index];
    const next = this.levels[index + 1] ?? this.whole;
    from.writeInto(rows.blocks[index]);
    next.addLevel(from);
    from.clear();
    if (next.bins === next.size) this.fold(index + 1, rows);
  }

  /** A new level with what levels 0 to `index` hold that is not yet in a full block. */
  private foldUpTo(index: number): Level {
    const sum = new Level(this.nNeurons, Infinity);
    for (const level of this.levels.slice(0, index + 1).reverse()) sum.addLevel(level);
    return sum;
  }
}

/** The rows that some bins give: (bins, 2) of the population, and (blocks, N, 4) of the blocks that became full, an entry a size. */
export class SummaryRows {
  readonly population = new RowBuffer();
  readonly blocks: readonly RowBuffer[] = SUMMARY_SIZES.map(() => new RowBuffer());

  clear(): void {
    for (const buffer of [this.population, ...this.blocks]) buffer.clear();
  }
}
