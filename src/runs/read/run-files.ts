import { basename, join } from "node:path";
import { ANYWHERE, type FileAccess } from "../../files/access";
import type { RunManifest } from "../../protocol/manifest";
import type { BinRange, FileProblem } from "../../protocol/queries";
import { POPULATION_FILE, RATES_FILE, SPIKES_FILE, SUMMARY_SIZES, summaryFile } from "../layout";
import { SUMMARY_FIELDS } from "../summaries/summary";
import { RowFile } from "./row-file";

/** Rows (blocks, N, 4) of a summary, from its file or from memory. */
export type SummaryRows = Pick<RowFile<"<f4">, "rows" | "forEach" | "forEachOf" | "element">;

/** Full blocks of `size` bins of which spikes and lowest, mean and highest rates are known. */
export interface SummaryLevel {
  readonly size: number;
  /** Blocks that are full and readable. */
  readonly blocks: number;
  readonly summary: SummaryRows;
}

/** The open files of a run, and how many of its bins can be read. */
export class RunFiles {
  readonly spikes: RowFile<"<i4">;
  readonly rates: RowFile<"<f4">;
  readonly nNeurons: number;
  /** Bins that the run was asked for; its arrays hold no more. */
  readonly nTimeBins: number;
  readonly summaryFiles: readonly RowFile<"<f4">[];
  readonly populationFile: RowFile<"<f4">;
  /** Rows that replace a file that is missing or cannot be used, by its name. */
  private readonly substitutes = new Map<string, SummaryRows>();

  constructor(
    readonly folder: string,
    { n_neurons: nNeurons, n_time_bins: nTimeBins }: Pick<RunManifest, "n_neurons" | "n_time_bins">,
    readonly access: FileAccess = ANYWHERE,
  ) {
    this.nNeurons = nNeurons;
    this.nTimeBins = nTimeBins;
    this.spikes = new RowFile(join(folder, SPIKES_FILE), "<i4", [nNeurons], access);
    this.rates = new RowFile(join(folder, RATES_FILE), "<f4", [nNeurons], access);
    this.summaryFiles = SUMMARY_SIZES.map(
      (size) => new RowFile(join(folder, summaryFile(size)), "<f4", [nNeurons, SUMMARY_FIELDS], access),
    );
    this.populationFile = new RowFile(join(folder, POPULATION_FILE), "<f4", [2], access);
  }

  /** Bins of the run that both arrays hold. */
  get bins(): number {
    return Math.min(this.spikes.rows, this.rates.rows, this.nTimeBins);
  }

  /** Changes whenever one of the two arrays was written or replaced. */
  get stamp(): string {
    return `${this.spikes.stamp} ${this.rates.stamp}`;
  }

  /** The summaries, largest blocks first. Only full blocks count; the bins after them are read themselves. */
  get levels(): readonly SummaryLevel[] {
    return SUMMARY_SIZES.map((size, index) => {
      const summary = this.substituted(summaryFile(size), this.summaryFiles[index]);
      return { size, blocks: Math.min(summary.rows, Math.floor(this.bins / size)), summary };
    }).reverse();
  }

  /** Rows (bins, 2): per bin the sum over neurons of spikes and of rates. May lag behind `bins`. */
  get population(): SummaryRows {
    return this.substituted(POPULATION_FILE, this.populationFile);
  }

  /** Reads `rows` in place of the file of this name, while the file holds fewer. */
  substitute(name: string, rows: SummaryRows): void {
    this.substitutes.set(name, rows);
  }

  /** What is wrong with the two arrays, which must hold `binsDone` bins. Summaries are not checked: they can be rebuilt. */
  problems(binsDone: number): FileProblem[] {
    return [this.spikes, this.rates].flatMap(({ path, problem, rows }) => {
      const message = problem ?? this.misfit(path, rows, binsDone);
      return message === null ? [] : [{ file: path, message }];
    });
  }

  /** The part of a range that can be read. */
  clip({ start, end }: BinRange): BinRange {
    const first = Math.min(Math.max(0, Math.floor(start)), this.bins);
    return { start: first, end: Math.min(Math.max(first, Math.ceil(end)), this.bins) };
  }

  /** Reads the headers of growing files again. */
  readHeaders(): void {
    for (const file of this.all()) file.readHeader();
  }

  /** Opens all files again. */
  refresh(): void {
    for (const file of this.all()) file.refresh();
  }

  close(): void {
    for (const file of this.all()) file.close();
  }

  private misfit(path: string, rows: number, binsDone: number): string | null {
    if (rows > this.nTimeBins)
      return `${basename(path)} is not this run's: it holds ${rows} bins, and the run has ${this.nTimeBins}`;
    return rows < binsDone ? `${basename(path)} holds ${rows} bins, and the run's manifest tells of ${binsDone}` : null;
  }

  private substituted(name: string, file: SummaryRows): SummaryRows {
    const substitute = this.substitutes.get(name);
    return substitute && substitute.rows > file.rows ? substitute : file;
  }

  private all(): readonly RowFile<"<i4" | "<f4">[] {
    return [this.spikes, this.rates, ...this.summaryFiles, this.populationFile] as readonly RowFile<"<i4" | "<f4">[];
  }
}
