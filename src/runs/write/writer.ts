import { join } from "node:path";
import { Background } from "./background";
import { POPULATION_FILE, RATES_FILE, SPIKES_FILE, SUMMARY_SIZES, summaryFile } from "../layout";
import { NpyStream } from "./npy-stream";
import { BlockSummaries, noTotals, SUMMARY_FIELDS, type RunTotals, type SummaryRows } from "../summaries/summary";

/** Bytes that are written before they are brought to the disk while the run goes on, so that little is left to wait for at its end. */
const SYNCED_AT_ONCE = 4e6;

/** Some bins of a run, computed and summed up. */
export interface ComputedBlock {
  /** (bins, N) in C order. */
  readonly spikes: Int32Array;
  readonly rates: Float32Array;
  /** Rows that its bins add to the summaries. */
  readonly rows: SummaryRows;
  /** What all bins of the run up to the end of this block add up to. */
  readonly totals: RunTotals;
}

/**
 * Streams a run's arrays into its folder in the order data, headers, summaries: whatever stops it in between, every array can
 * be loaded and holds the bins that were finished. The data of a block are written, and brought to the disk, by other threads while
 * the next is computed. A power cut, unlike a crash, may cost what had not yet come to the disk; when `syncToDisk` is over, all of it has.
 * Methods throw FileError when the system refuses (disk full, folder gone).
 */
export class RunWriter {
  /** What blocks are summed up with, in the order in which they are appended. */
  readonly summaries: BlockSummaries;
  private readonly spikes: NpyStream;
  private readonly rates: NpyStream;
  private readonly population: NpyStream;
  private readonly blocks: readonly NpyStream[];
  private readonly arrays: NpyStream[] = [];
  private readonly writing = new Background();
  private readonly syncing = new Background();
  private unsynced = 0;
  private committed: RunTotals;

  constructor(folder: string, nNeurons: number) {
    const made = (name: string, dtype: "<i4" | "<f4", rowShape: readonly number[]): NpyStream => {
      const array = new NpyStream(join(folder, name), dtype, rowShape);
      this.arrays.push(array);
      return array;
    };
    try {
      this.spikes = made(SPIKES_FILE, "<i4", [nNeurons]);
      this.rates = made(RATES_FILE, "<f4", [nNeurons]);
      this.population = made(POPULATION_FILE, "<f4", [2]);
      this.blocks = SUMMARY_SIZES.map((size) => made(summaryFile(size), "<f4", [nNeurons, SUMMARY_FIELDS]));
    } catch (error) {
      this.close();
      throw error;
    }
    this.summaries = new BlockSummaries(nNeurons);
    this.committed = noTotals(nNeurons);
  }

  /** Bins that both arrays hold. */
  get binsDone(): number {
    return Math.min(this.spikes.rows, this.rates.rows);
  }

  /** What the bins that both arrays hold add up to. */
  totals(): RunTotals {
    return this.committed;
  }

  /** Waits until the block before is written, then begins to write this one, which must stay as it is until the next was taken. */
  append(block: ComputedBlock): Promise<void> {
    return this.writing.start(() => this.write(block));
  }

  /** Waits until all that was appended is written. */
  written(): Promise<void> {
    return this.writing.settled();
  }

  /** Writes the summaries of the last, shorter blocks. */
  async finish(): Promise<void> {
    await this.written();
    this.appendSummaries(this.summaries.finish());
  }

  /** After a failed write: gives back what was written in part. */
  async salvage(): Promise<void> {
    await this.written().catch(() => undefined);
    for (const array of this.arrays) tolerate(() => array.truncateUncommitted());
  }

  /** Waits until all that was written is on the disk, and closes the files. */
  async syncToDisk(): Promise<void> {
    try {
      await this.syncing.settled();
      await Promise.all(this.arrays.map((array) => array.sync()));
    } finally {
      this.close();
    }
  }

  /** Closes what is open, as it is. */
  close(): void {
    for (const array of this.arrays.splice(0)) tolerate(() => array.close());
  }

  private async write({ spikes, rates, rows, totals }: ComputedBlock): Promise<void> {
    const arrays = [this.spikes, this.rates, this.population];
    const writes = await Promise.allSettled([
      this.spikes.appendAsync(spikes),
      this.rates.appendAsync(rates),
      this.population.appendAsync(rows.population.rows),
    ]);
    const failed = writes.find(({ status }) => status === "rejected");
    if (failed?.status === "rejected") throw failed.reason;
    for (const array of arrays) array.commitHeader();
    this.committed = totals;
    this.appendSummaries(rows.blocks.map((block) => block.rows));
    this.unsynced += spikes.byteLength + rates.byteLength;
    if (this.unsynced >= SYNCED_AT_ONCE && !this.syncing.isBusy) await this.startSync();
  }

  private startSync(): Promise<void> {
    this.unsynced = 0;
    return this.syncing.start(async () => {
      await Promise.all([this.spikes.sync(), this.rates.sync()]);
    });
  }

  private appendSummaries(rows: readonly Float32Array[]): void {
    this.blocks.forEach((block, level) => {
      block.append(rows[level]);
      block.commitHeader();
    });
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
