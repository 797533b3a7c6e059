import { join } from "node:path";
import { Background } from "./background";
import type { Block } from "./block";
import { POPULATION_FILE, RATES_FILE, SPIKES_FILE, SUMMARY_SIZES, summaryFile } from "./layout";
import { NpyStream } from "./npy-stream";
import { BlockSummaries, noTotals, SUMMARY_FIELDS, type RunTotals } from "./summary";

/**
 * Streams a run's arrays into its folder in the order data, headers, summaries: whatever stops it in between, every array can
 * be loaded and holds the bins that were finished. The data of a block are written by other threads while the next is computed; a
 * power cut, unlike a crash, may cost what the system had not yet brought to the disk.
 * Methods throw FileError when the system refuses (disk full, folder gone).
 */
export class RunWriter {
  /** What blocks are summed up with, in the order in which they are appended. */
  readonly summaries: BlockSummaries;
  private readonly spikes: NpyStream;
  private readonly rates: NpyStream;
  private readonly population: NpyStream;
  private readonly blocks: readonly NpyStream[];
  private readonly writing = new Background();
  private told: RunTotals;

  constructor(folder: string, nNeurons: number) {
    this.spikes = new NpyStream(join(folder, SPIKES_FILE), "<i4", [nNeurons]);
    this.rates = new NpyStream(join(folder, RATES_FILE), "<f4", [nNeurons]);
    this.population = new NpyStream(join(folder, POPULATION_FILE), "<f4", [2]);
    this.blocks = SUMMARY_SIZES.map((size) => new NpyStream(join(folder, summaryFile(size)), "<f4", [nNeurons, SUMMARY_FIELDS]));
    this.summaries = new BlockSummaries(nNeurons);
    this.told = noTotals(nNeurons);
  }

  /** Bins that both arrays hold. */
  get binsDone(): number {
    return Math.min(this.spikes.rows, this.rates.rows);
  }

  /** What the bins that both arrays hold add up to. */
  totals(): RunTotals {
    return this.told;
  }

  /** Waits until the block before is written, then begins to write this one, which must stay as it is until the next was taken. */
  append(block: Block): Promise<void> {
    return this.writing.begin(() => this.write(block));
  }

  /** Waits until all that was appended is written. */
  written(): Promise<void> {
    return this.writing.rest();
  }

  /** Writes the summaries of the last, shorter blocks and closes the files. */
  async finish(): Promise<void> {
    await this.written();
    this.appendSummaries(this.summaries.finish());
    this.forEach((array) => array.close());
  }

  /** After a failed write: gives back what was written in part, and closes. */
  async salvage(): Promise<void> {
    await this.written().catch(() => undefined);
    this.forEach((array) => tolerate(() => array.dropUntold()));
    this.forEach((array) => tolerate(() => array.close()));
  }

  private async write({ spikes, rates, rows, totals }: Block): Promise<void> {
    const arrays = [this.spikes, this.rates, this.population];
    const writes = await Promise.allSettled([this.spikes.appendBeside(spikes), this.rates.appendBeside(rates), this.population.appendBeside(rows.population.rows)]);
    const failed = writes.find(({ status }) => status === "rejected");
    if (failed?.status === "rejected") throw failed.reason;
    for (const array of arrays) array.tell();
    this.told = totals;
    this.appendSummaries(rows.blocks.map((block) => block.rows));
  }

  private appendSummaries(rows: readonly Float32Array[]): void {
    this.blocks.forEach((block, level) => {
      block.append(rows[level]);
      block.tell();
    });
  }

  private forEach(act: (array: NpyStream) => void): void {
    [this.spikes, this.rates, this.population, ...this.blocks].forEach(act);
  }
}

/** The failure that led here is what is reported; one of tidying up is not. */
function tolerate(act: () => void): void {
  try {
    act();
  } catch {
    // A summary that is missing or short is rebuilt from the arrays when it is read.
  }
}
