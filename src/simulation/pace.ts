/** Target time of a block, in milliseconds: long enough to be worth writing, short enough to stop without delay. */
const BLOCK_MS = 50;

/** Most bytes of a block. There are two: one is computed while the other is written. */
const BLOCK_BYTES = 8e6;

/** Bins of the first block, which measures the speed. */
const FIRST_BINS = 16;

/** Most growth from one block to the next. */
const GROWTH = 8;

/** Most bins of a block, which holds spikes and rates. */
export function mostBinsPerBlock(nNeurons: number): number {
  return Math.max(1, Math.floor(BLOCK_BYTES / (nNeurons * 8)));
}

/** Chooses the bins of the next block from the time that the last one took. */
export class Pace {
  private bins: number;

  /** `fixed`: number of bins per block, limited by `most`. */
  constructor(
    private readonly most: number,
    private readonly fixed?: number,
  ) {
    this.bins = Math.min(most, fixed ?? FIRST_BINS);
  }

  /** Bins of the next block. */
  next(binsLeft: number): number {
    return Math.min(this.bins, binsLeft);
  }

  took(bins: number, milliseconds: number): void {
    if (this.fixed !== undefined) return;
    const ideal = Math.round((bins * BLOCK_MS) / Math.max(milliseconds, 0.01));
    this.bins = Math.max(1, Math.min(this.most, ideal, this.bins * GROWTH));
  }
}
