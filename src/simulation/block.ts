import type { Divergence, Kernel } from "../kernel/types";
import { noTotals, SummaryRows, type BlockSummaries, type RunTotals } from "../runs/summaries/summary";
import type { ComputedBlock } from "../runs/write/writer";

/** Neuron-bins simulated and then summarised at a time: in the second-level cache summarising takes half the time. */
const SLICE = 1 << 15;
/** Slices are multiples of this many bins, since the kernel computes several at a time. */
const SLICE_BINS = 32;

/** Some simulated and summarised bins, to be written. The buffers are reused. */
export class Block implements ComputedBlock {
  bins = 0;
  readonly rows = new SummaryRows();
  /** Totals of the run up to the end of this block. */
  totals: RunTotals;
  private readonly spikeBuffer: Int32Array;
  private readonly rateBuffer: Float32Array;

  /** Holds up to `mostBins` bins; the system allocates memory as it is used. */
  constructor(
    private readonly nNeurons: number,
    mostBins: number,
  ) {
    this.totals = noTotals(nNeurons);
    this.spikeBuffer = new Int32Array(mostBins * nNeurons);
    this.rateBuffer = new Float32Array(mostBins * nNeurons);
  }

  /** (bins, N) in C order. */
  get spikes(): Int32Array {
    return this.spikeBuffer.subarray(0, this.bins * this.nNeurons);
  }

  get rates(): Float32Array {
    return this.rateBuffer.subarray(0, this.bins * this.nNeurons);
  }

  /** Simulates the next `nBins` bins into it; fewer when a rate diverges. */
  fill(kernel: Kernel, nBins: number, summaries: BlockSummaries): Divergence | null {
    this.bins = 0;
    this.rows.clear();
    const n = this.nNeurons;
    const slice = SLICE_BINS * Math.max(1, Math.floor(SLICE / (SLICE_BINS * n)));
    let divergence: Divergence | null = null;
    while (this.bins < nBins && !divergence) {
      const bins = Math.min(slice, nBins - this.bins);
      const spikes = this.spikeBuffer.subarray(this.bins * n, (this.bins + bins) * n);
      const rates = this.rateBuffer.subarray(this.bins * n, (this.bins + bins) * n);
      const advance = kernel.advance(bins, spikes, rates);
      summaries.add(spikes, rates, advance.binsDone, this.rows);
      this.bins += advance.binsDone;
      divergence = advance.divergence;
    }
    this.totals = summaries.totals();
    return divergence;
  }
}
