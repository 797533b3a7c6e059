import type { RunManifest, ShownStatus } from "./manifest";

/** Bins `start` (inclusive) to `end` (exclusive), counted from the run's first bin. */
export interface BinRange {
  readonly start: number;
  readonly end: number;
}

/** A file of the run that the view needs and cannot use. */
export interface FileProblem {
  readonly file: string;
  readonly message: string;
}

/** What is known of a run without reading its data. */
export interface RunSnapshot {
  /**
   * Without the keys that no view needs (`inputs`, `feedforward_input`); of a run that is over, its figures are those of the bins that can
   * be read.
   */
  readonly manifest: RunManifest;
  readonly shownStatus: ShownStatus;
  /** Bins that both arrays hold; may be ahead of the manifest by a block. */
  readonly binsReadable: number;
  /** Another text whenever spikes or rates were written or replaced. */
  readonly stamp: string;
  readonly fileProblems: readonly FileProblem[];
  /** What else is wrong, in words; the run is shown all the same. */
  readonly remarks: readonly string[];
  /** Absolute path of the run's config, or where it would lie. */
  readonly configFile: string;
  /** The config's text differs from the one that ran; null when the config is gone, "unknown" when it may not be looked at. */
  readonly configChanged: boolean | null | "unknown";
}

/**
 * Values over equal columns of bins: column c covers bins start + c * binsPerColumn up to the next; the run's last may be shorter.
 * Columns begin at whole multiples of their width (a single one at the range), so that they stay what they are while one pans: the
 * first may begin before the range that was asked for, the last end after it, and each holds all of its bins.
 */
export interface Columns {
  readonly start: number;
  readonly binsPerColumn: number;
  readonly nColumns: number;
}

export interface RasterQuery {
  readonly range: BinRange;
  /** Device pixels across: no more columns than this are answered. */
  readonly columns: number;
  /** Neurons in the order of their rows, top down. */
  readonly order: Uint32Array;
  /** Rows to pool the order into when it is longer (by sum); else one row a neuron. */
  readonly rows: number;
  /** With at most so many spikes in view ticks are answered, else density (also where finding them would take too long). */
  readonly maxTicks: number;
}

/** Every spike in view, by bin and then neuron; a count of k in one bin is one entry. */
export interface RasterTicks {
  readonly kind: "ticks";
  readonly bins: Uint32Array;
  readonly neurons: Uint32Array;
  readonly counts: Uint32Array;
  /** Spikes in view (sum of counts). */
  readonly spikes: number;
}

/** Spikes pooled into cells, (rows, nColumns) in C order; exact sums over each column's bins. */
export interface RasterDensity extends Columns {
  readonly kind: "density";
  readonly rows: number;
  /** In the smallest type that holds them. */
  readonly cells: Uint8Array | Uint16Array | Float32Array;
  /** The 97th percentile of non-empty cells of the whole run at this zoom, so that brightness stays while panning. */
  readonly percentile97: number;
  /** Spikes of the ordered neurons in exactly the range. */
  readonly spikes: number;
}
export type RasterAnswer = RasterTicks | RasterDensity;

export interface TraceQuery {
  readonly range: BinRange;
  readonly columns: number;
  readonly neurons: readonly number[];
}

/** One line a neuron, (neurons, nColumns): with binsPerColumn = 1 every bin, and low = mean = high. */
export interface TraceAnswer extends Columns {
  readonly low: Float32Array;
  readonly mean: Float32Array;
  readonly high: Float32Array;
}

/**
 * Rates of the queried neurons, counts per bin, with their spikes (counts a column) and the medians of their rates in view: of all
 * bins, or where columns were read from summaries of the columns' means.
 */
export interface RateAnswer extends TraceAnswer {
  readonly spikes: Float32Array;
  readonly median: Float32Array;
}

/** Feedforward term of eta; null with the reason where it cannot be rebuilt (or there is none). */
export interface DriveAnswer {
  readonly trace: TraceAnswer | null;
  readonly reason: string | null;
}

/** Mean rate over neurons, counts per bin: per column its mean and its highest bin (nColumns,). */
export interface PopulationAnswer extends Columns {
  readonly mean: Float32Array;
  readonly high: Float32Array;
}

/** What each neuron (N,) did in a range. Rates are counts per bin. */
export interface NeuronsAnswer {
  readonly range: BinRange;
  readonly spikes: Float64Array;
  readonly rateMean: Float64Array;
  readonly rateHigh: Float32Array;
}

/** One neuron in one bin. */
export interface CellAnswer {
  readonly count: number;
  readonly rate: number;
}

/**
 * A run's data as the view asks for it: by range and resolution, never as a whole. Ranges are clipped to the bins that exist.
 * `runs/read/queries` answers each; all that is between asks by these names and types.
 */
export interface DataQueries {
  raster(query: RasterQuery): Promise<RasterAnswer>;
  rates(query: TraceQuery): Promise<RateAnswer>;
  drive(query: TraceQuery): Promise<DriveAnswer>;
  population(query: { readonly range: BinRange; readonly columns: number }): Promise<PopulationAnswer>;
  neurons(query: { readonly range: BinRange }): Promise<NeuronsAnswer>;
  cell(query: { readonly bin: number; readonly neuron: number }): Promise<CellAnswer>;
  /** The nearest bin after (direction 1) or before (-1) `from` in which the neuron spiked; null when there is none. */
  nextSpike(query: {
    readonly neuron: number;
    readonly from: number;
    readonly direction: 1 | -1;
  }): Promise<number | null>;
}

export type QueryOf<K extends keyof DataQueries> = Parameters<DataQueries[K]>[0];
export type AnswerOf<K extends keyof DataQueries> = Awaited<ReturnType<DataQueries[K]>>;

/** All that is asked of a run. */
export interface RunQueries extends DataQueries {
  snapshot(): Promise<RunSnapshot>;
}
