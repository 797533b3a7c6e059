import { join } from "node:path";
import { NpyStream } from "./npy-stream";
import { BlockSummaries, populationRows, SUMMARY_FIELDS, SUMMARY_SIZES, summaryFile, type RunTotals } from "./summary";

export const SPIKES_FILE = "spikes.npy";
export const RATES_FILE = "rates.npy";
export const POPULATION_FILE = "population.npy";

/**
 * Streams a run's arrays into its folder in the order data, headers, summaries: whatever stops it in between, every array can
 * be loaded and holds the bins that were finished. Methods throw FileError when the system refuses (disk full, folder gone).
 */
export class RunWriter {
  private readonly spikes: NpyStream;
  private readonly rates: NpyStream;
  private readonly population: NpyStream;
  private readonly summaries: readonly NpyStream[];
  private readonly blocks: BlockSummaries;

  constructor(
    folder: string,
    private readonly nNeurons: number,
  ) {
    this.spikes = new NpyStream(join(folder, SPIKES_FILE), "<i4", [nNeurons]);
    this.rates = new NpyStream(join(folder, RATES_FILE), "<f4", [nNeurons]);
    this.population = new NpyStream(join(folder, POPULATION_FILE), "<f4", [2]);
    this.summaries = SUMMARY_SIZES.map((size) => new NpyStream(join(folder, summaryFile(size)), "<f4", [nNeurons, SUMMARY_FIELDS]));
    this.blocks = new BlockSummaries(nNeurons);
  }

  /** Bins that both arrays hold. */
  get binsDone(): number {
    return Math.min(this.spikes.rows, this.rates.rows);
  }

  /** What the bins that were written add up to. */
  totals(): RunTotals {
    return this.blocks.totals();
  }

  /** Writes the next `nBins` bins, (nBins, N) spikes and rates in C order; the arrays may be longer. */
  append(spikes: Int32Array, rates: Float32Array, nBins: number): void {
    const length = nBins * this.nNeurons;
    const arrays = [this.spikes, this.rates, this.population];
    this.spikes.append(spikes.subarray(0, length));
    this.rates.append(rates.subarray(0, length));
    this.population.append(populationRows(spikes, rates, nBins, this.nNeurons));
    for (const array of arrays) array.tell();
    this.appendSummaries(this.blocks.add(spikes, rates, nBins));
  }

  /** Writes the summaries of the last, shorter blocks and closes the files. */
  finish(): void {
    this.appendLastBlocks();
    this.forEach((array) => array.sync());
    this.forEach((array) => array.close());
  }

  /** After a failed write: gives back what was written in part, saves of the summaries what there is room for, and closes. */
  salvage(): void {
    this.forEach((array) => tolerate(() => array.dropUntold()));
    tolerate(() => this.appendLastBlocks());
    this.forEach((array) => tolerate(() => array.dropUntold()));
    this.forEach((array) => tolerate(() => array.close()));
  }

  private appendSummaries(rows: readonly Float32Array[]): void {
    this.summaries.forEach((summary, level) => {
      summary.append(rows[level]);
      summary.tell();
    });
  }

  /** The shorter blocks that the run ends in, of those summaries that hold all blocks before (a failed write may have left a gap). */
  private appendLastBlocks(): void {
    const { bins } = this.blocks.totals();
    const last = this.blocks.finish();
    this.appendSummaries(last.map((rows, level) => (this.summaries[level].rows === Math.floor(bins / SUMMARY_SIZES[level]) ? rows : rows.subarray(0, 0))));
  }

  private forEach(act: (array: NpyStream) => void): void {
    [this.spikes, this.rates, this.population, ...this.summaries].forEach(act);
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
