import { join } from "node:path";
import { tolerate } from "../../files/attempt";
import { Background } from "./background";
import { POPULATION_FILE, RATES_FILE, SPIKES_FILE, SUMMARY_SIZES, summaryFile } from "../layout";
import { NpyStream } from "./npy-stream";
import { BlockSummaries, noTotals, SUMMARY_FIELDS, type RunTotals, type SummaryRows } from "../summaries/summary";

/** Bytes between two syncs to disk while the run goes on, so that little is left to sync at its end. */
const SYNCED_AT_ONCE = 4e6;

/** Some bins of a run, computed and summed up. */
export interface ComputedBlock {
  /** (bins, N) in C order. */
  readonly spikes: Int32Array;
  readonly rates: Float32Array;
  /** Rows that its bins add to the summaries. */
  readonly rows: SummaryRows;
  /** Totals of all bins up to the end of this block. */
  readonly totals: RunTotals;
}

/**
 * Streams a run's arrays into its folder in the order data, headers, summaries: whatever stops it in between, every array can
 * be loaded and holds the bins that were finished. A block is written and synced while the next one is computed. A crash loses
 * nothing that was written; a power cut may lose what was not yet synced, which is nothing after `syncToDisk`.
 * Methods throw FileError when the system refuses (disk full, folder gone).
 */
export class RunWriter {
  /** Sums up blocks, in the order in which they are appended. */
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

  /** Totals of the bins that both arrays hold. */
  totals(): RunTotals {
    return this.committed;
  }

  /** Waits for the block before, then starts to write this one. Its arrays must not change until the next `append` resolves. */
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

  /** After a failed write: removes rows that were written in part. A summary that stays short is rebuilt when it is read. */
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

  /** Closes all files as they are. */
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
