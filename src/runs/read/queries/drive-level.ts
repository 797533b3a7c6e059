import { setImmediate as eventLoop } from "node:timers/promises";
import { SUMMARY_FIELDS } from "../../summaries/summary";
import type { FeedforwardTerm } from "./feedforward-term";
import { MemoryRows } from "../memory-rows";
import type { SummaryLevel } from "../run-files";

/** Elements of input computed before other work gets a turn: about 10 ms. */
export const BLOCK_ELEMENTS = 1 << 18;
const MEMORY_LIMIT = 1 << 26;

/**
 * Lowest, mean and highest feedforward term of all neurons over full blocks of bins, in the layout of a summary (without spikes), so
 * that any zoom of a long run can be drawn from it. It grows with its run: each bin is computed once, when it is done. Takes seconds for
 * 10^9 elements, while other work of this thread goes on.
 */
export class DriveLevel {
  private readonly size: number;
  private readonly rows: Float32Array<ArrayBuffer>[] = [];
  private readonly everyone: readonly number[];
  private summary: MemoryRows;
  private work: Promise<unknown> = Promise.resolve();
  private closed = false;

  /** `mostBins`: bins that the run will have at most. */
  constructor(
    private readonly term: FeedforwardTerm,
    private readonly nNeurons: number,
    mostBins: number,
  ) {
    this.size = (mostBins / 1024) * nNeurons * SUMMARY_FIELDS * 4 <= MEMORY_LIMIT ? 1024 : 16384;
    this.everyone = Array.from({ length: nNeurons }, (_, neuron) => neuron);
    this.summary = new MemoryRows([], [nNeurons, SUMMARY_FIELDS]);
  }

  /** The level over the first `bins` bins of the run. */
  over(bins: number): Promise<SummaryLevel> {
    const level = this.work.then(() => this.grow(Math.floor(bins / this.size)));
    this.work = level.catch(() => undefined);
    return level;
  }

  /** Stops computing. */
  close(): void {
    this.closed = true;
  }

  private async grow(blocks: number): Promise<SummaryLevel> {
    while (this.rows.length < blocks && !this.closed) this.rows.push(await this.block(this.rows.length));
    if (this.summary.rows < this.rows.length) this.summary = new MemoryRows(this.rows, [this.nNeurons, SUMMARY_FIELDS]);
    return { size: this.size, blocks: Math.min(blocks, this.summary.rows), summary: this.summary };
  }

  private async block(block: number): Promise<Float32Array<ArrayBuffer>> {
    const { term, size, nNeurons } = this;
    const sums = new Float64Array(nNeurons);
    const row = new Float32Array(nNeurons * SUMMARY_FIELDS);
    for (let neuron = 0; neuron < nNeurons; neuron++) row.set([0, Infinity, 0, -Infinity], neuron * SUMMARY_FIELDS);
    const step = Math.max(1, Math.floor(BLOCK_ELEMENTS / term.width));
    for (let bin = block * size; bin < (block + 1) * size; bin += step) {
      const nBins = Math.min(step, (block + 1) * size - bin);
      fold(term.read(bin, nBins, this.everyone), nBins, row, sums);
      await eventLoop();
    }
    sums.forEach((sum, neuron) => (row[neuron * SUMMARY_FIELDS + 2] = sum / size));
    return row;
  }
}

function fold(values: Float64Array, nBins: number, row: Float32Array, sums: Float64Array): void {
  for (let bin = 0, at = 0; bin < nBins; bin++) {
    for (let neuron = 0, to = 0; neuron < sums.length; neuron++, to += SUMMARY_FIELDS) {
      const value = values[at++];
      sums[neuron] += value;
      if (value < row[to + 1]) row[to + 1] = value;
      if (value > row[to + 3]) row[to + 3] = value;
    }
  }
}
