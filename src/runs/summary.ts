/** Bins per block of the three summaries; each is a whole number of the one before. */
export const SUMMARY_SIZES = [64, 1024, 16384] as const;

/** What a summary holds of each neuron in a block: spikes, lowest, mean and highest rate (counts per bin). */
export const SUMMARY_FIELDS = 4;

export function summaryFile(size: number): string {
  return `summary-${size}.npy`;
}

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

/**
 * The block summaries of a run, computed as its bins come in, in blocks of any size.
 * Block b of size S covers bins b * S to (b + 1) * S. While a run goes on its summary files hold only full blocks; a run that was
 * ended in order also has the last one, over the bins that are left. Larger blocks are folded from smaller ones, so that bins are
 * looked at once and the values do not depend on how the bins came in.
 */
export class BlockSummaries {
  private readonly levels: readonly Level[];
  private readonly whole: Level;

  constructor(private readonly nNeurons: number) {
    this.levels = SUMMARY_SIZES.map((size) => new Level(nNeurons, size));
    this.whole = new Level(nNeurons, Infinity);
  }

  /**
   * Adds the next `nBins` bins, (nBins, N) spikes and rates in C order (the arrays may be longer).
   * Returns for each size the rows (blocks, N, 4) that became full.
   */
  add(spikes: Int32Array, rates: Float32Array, nBins: number): Float32Array[] {
    const [first, ...larger] = this.levels;
    const full = this.levels.map((level) => new RowBuffer(this.nNeurons, Math.floor((this.pendingBins(level) + nBins) / level.size)));
    for (let bin = 0; bin < nBins; bin++) {
      first.addBin(spikes, rates, bin * this.nNeurons);
      if (first.bins === first.size) this.fold(first, larger, full);
    }
    return full.map((buffer) => buffer.rows);
  }

  /** The rows (0 or 1 a size) of the blocks that the run ends in. Nothing may be added afterwards. */
  finish(): Float32Array[] {
    return this.levels.map((_, index) => {
      const last = this.foldUpTo(index);
      const buffer = new RowBuffer(this.nNeurons, last.bins > 0 ? 1 : 0);
      if (last.bins > 0) buffer.push(last);
      return buffer.rows;
    });
  }

  totals(): RunTotals {
    const all = this.foldUpTo(this.levels.length - 1);
    all.addLevel(this.whole);
    let rateSum = 0;
    let rateLow = Infinity;
    let rateHigh = -Infinity;
    for (let neuron = 0; neuron < this.nNeurons; neuron++) {
      rateSum += all.sum[neuron];
      if (all.low[neuron] < rateLow) rateLow = all.low[neuron];
      if (all.high[neuron] > rateHigh) rateHigh = all.high[neuron];
    }
    const empty = all.bins === 0;
    return { bins: all.bins, spikes: all.spikes, rateSum, rateLow: empty ? 0 : rateLow, rateHigh: empty ? 0 : rateHigh };
  }

  /** Bins since the last full block of this level: its own and those still in smaller levels. */
  private pendingBins(level: Level): number {
    return this.levels.slice(0, this.levels.indexOf(level) + 1).reduce((sum, { bins }) => sum + bins, 0);
  }

  private fold(from: Level, larger: readonly Level[], full: readonly RowBuffer[]): void {
    full[this.levels.indexOf(from)].push(from);
    const [next = this.whole, ...rest] = larger;
    next.addLevel(from);
    from.clear();
    if (next.bins === next.size) this.fold(next, rest, full);
  }

  /** A new level with what levels 0 to `index` hold that is not yet in a full block. */
  private foldUpTo(index: number): Level {
    const sum = new Level(this.nNeurons, Infinity);
    for (const level of this.levels.slice(0, index + 1).reverse()) sum.addLevel(level);
    return sum;
  }
}

/**
 * The rows of population.npy for `nBins` bins: (nBins, 2) float32, per bin the sum over neurons of the spikes and of the rates.
 */
export function populationRows(spikes: Int32Array, rates: Float32Array, nBins: number, nNeurons: number): Float32Array {
  const rows = new Float32Array(nBins * 2);
  for (let bin = 0; bin < nBins; bin++) {
    let spikeSum = 0;
    let rateSum = 0;
    for (let at = bin * nNeurons; at < (bin + 1) * nNeurons; at++) {
      spikeSum += spikes[at];
      rateSum += rates[at];
    }
    rows[2 * bin] = spikeSum;
    rows[2 * bin + 1] = rateSum;
  }
  return rows;
}

/** What has come in of one block. */
class Level {
  bins = 0;
  readonly spikes: Float64Array;
  readonly low: Float32Array;
  readonly sum: Float64Array;
  readonly high: Float32Array;

  constructor(
    private readonly nNeurons: number,
    readonly size: number,
  ) {
    this.spikes = new Float64Array(nNeurons);
    this.low = new Float32Array(nNeurons).fill(Infinity);
    this.sum = new Float64Array(nNeurons);
    this.high = new Float32Array(nNeurons).fill(-Infinity);
  }

  addBin(spikes: Int32Array, rates: Float32Array, offset: number): void {
    const { low, sum, high } = this;
    for (let neuron = 0; neuron < this.nNeurons; neuron++) {
      const rate = rates[offset + neuron];
      this.spikes[neuron] += spikes[offset + neuron];
      sum[neuron] += rate;
      if (rate < low[neuron]) low[neuron] = rate;
      if (rate > high[neuron]) high[neuron] = rate;
    }
    this.bins++;
  }

  addLevel(other: Level): void {
    for (let neuron = 0; neuron < this.nNeurons; neuron++) {
      this.spikes[neuron] += other.spikes[neuron];
      this.sum[neuron] += other.sum[neuron];
      if (other.low[neuron] < this.low[neuron]) this.low[neuron] = other.low[neuron];
      if (other.high[neuron] > this.high[neuron]) this.high[neuron] = other.high[neuron];
    }
    this.bins += other.bins;
  }

  clear(): void {
    this.bins = 0;
    this.spikes.fill(0);
    this.low.fill(Infinity);
    this.sum.fill(0);
    this.high.fill(-Infinity);
  }
}

/** Summary rows that became full during one call. */
class RowBuffer {
  readonly rows: Float32Array;
  private at = 0;

  constructor(
    private readonly nNeurons: number,
    nRows: number,
  ) {
    this.rows = new Float32Array(nRows * nNeurons * SUMMARY_FIELDS);
  }

  push(level: Level): void {
    for (let neuron = 0; neuron < this.nNeurons; neuron++) {
      this.rows[this.at++] = level.spikes[neuron];
      this.rows[this.at++] = level.low[neuron];
      this.rows[this.at++] = level.sum[neuron] / level.bins;
      this.rows[this.at++] = level.high[neuron];
    }
  }
}
