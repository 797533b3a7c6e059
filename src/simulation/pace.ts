/** A block of bins should take about so long, in milliseconds: long enough to be worth writing, short enough to stop at once. */
const BLOCK_MS = 50;

/** Most bytes that one block takes, however few neurons there are; two are held, one that is computed and one that is written. */
const BLOCK_BYTES = 8e6;

/** Bins of the first block, from which the speed is learned. */
const FIRST_BINS = 16;

/** Most that a block may be larger than the one before it. */
const GROWTH = 8;

/** Most bins that a block may have: spikes and rates of each bin are held. */
export function mostBinsPerBlock(nNeurons: number): number {
  return Math.max(1, Math.floor(BLOCK_BYTES / (nNeurons * 8)));
}

/** Chooses how many bins to simulate at a time, from how long the last ones took. */
export class Pace {
  private bins: number;

  /** A `fixed` number of bins is kept to where memory allows. */
  constructor(
    private readonly most: number,
    private readonly fixed?: number,
  ) {
    this.bins = Math.min(most, fixed ?? FIRST_BINS);
  }

  /** Bins of the next block, when so many are left. */
  next(binsLeft: number): number {
    return Math.min(this.bins, binsLeft);
  }

  took(bins: number, milliseconds: number): void {
    if (this.fixed !== undefined) return;
    const ideal = Math.round((bins * BLOCK_MS) / Math.max(milliseconds, 0.01));
    this.bins = Math.max(1, Math.min(this.most, ideal, this.bins * GROWTH));
  }
}
