import type { RunManifest, ShownStatus } from "./manifest";

/** Bins `start` (inclusive) to `end` (exclusive), counted from the run's first bin. */
export interface BinRange {
  readonly start: number;
  readonly end: number;
}

/** A file of the run that the view needs but cannot use. */
export interface FileProblem {
  readonly file: string;
  readonly message: string;
}

/** What is known of a run without reading its data. */
export interface RunSnapshot {
  /** Without `inputs` and `feedforward_input`. For a finished run, its figures cover the bins that can be read. */
  readonly manifest: RunManifest;
  readonly shownStatus: ShownStatus;
  /** Bins that both arrays hold; may be ahead of the manifest by a block. */
  readonly binsReadable: number;
  /** Changes whenever spikes or rates are written or replaced. */
  readonly stamp: string;
  readonly fileProblems: readonly FileProblem[];
  /** Other problems, for the user; the run is still shown. */
  readonly remarks: readonly string[];
  /** Absolute path of the run's config, which may be missing. */
  readonly configFile: string;
  /** Whether the config differs from the one that ran; null when it is gone, "unknown" when it may not be read. */
  readonly configChanged: boolean | null | "unknown";
}

/**
 * Values over columns of equal width: column c covers bins start + c * binsPerColumn up to the next column; the run's
 * last column may be shorter. Columns start at multiples of their width (a single one at the range), so that panning
 * does not change them: the first may start before the requested range, the last may end after it, and each covers all
 * of its bins.
 */
export interface Columns {
  readonly start: number;
  readonly binsPerColumn: number;
  readonly nColumns: number;
}

/** Asks for the spikes of a range. */
export interface RasterQuery {
  readonly range: BinRange;
  /** Device pixels across: the maximum number of columns. */
  readonly columns: number;
  /** Neurons in row order, top down. */
  readonly order: Uint32Array;
  /** Number of rows to pool a longer order into (by sum); otherwise one row per neuron. */
  readonly rows: number;
  /** Up to this many spikes in view are answered as ticks, more (or spikes too slow to find) as density. */
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
  /** In the smallest type that fits. */
  readonly cells: Uint8Array | Uint16Array | Float32Array;
  /** The 97th percentile of the whole run's non-empty cells at this zoom, so that panning does not change brightness. */
  readonly percentile97: number;
  /** Spikes of the ordered neurons in exactly the requested range. */
  readonly spikes: number;
}
/** Single spikes, or their density where there are too many. */
export type RasterAnswer = RasterTicks | RasterDensity;

/** Asks for lines of some neurons over a range, in at most `columns` columns. */
export interface TraceQuery {
  readonly range: BinRange;
  readonly columns: number;
  readonly neurons: readonly number[];
}

/** One line per neuron, (neurons, nColumns). With binsPerColumn = 1 every bin, and low = mean = high. */
export interface TraceAnswer extends Columns {
  readonly low: Float32Array;
  readonly mean: Float32Array;
  readonly high: Float32Array;
}

/**
 * Rates of the queried neurons (counts per bin), their spikes (counts per column), and the medians of their rates in
 * view: over all bins, or over column means where those come from summaries.
 */
export interface RateAnswer extends TraceAnswer {
  readonly spikes: Float32Array;
  readonly median: Float32Array;
}

/** Feedforward term of eta; null with the reason where there is none or it cannot be rebuilt. */
export interface DriveAnswer {
  readonly trace: TraceAnswer | null;
  readonly reason: string | null;
}

/** Mean rate over neurons (counts per bin): mean and highest bin of each column (nColumns,). */
export interface PopulationAnswer extends Columns {
  readonly mean: Float32Array;
  readonly high: Float32Array;
}

/** Activity of each neuron (N,) in a range. Rates are counts per bin. */
export interface NeuronsAnswer {
  readonly range: BinRange;
  readonly spikes: Float64Array;
  readonly rateMean: Float64Array;
  readonly rateHigh: Float32Array;
}

/** One neuron in one bin. The rate is in counts per bin. */
export interface CellAnswer {
  readonly count: number;
  readonly rate: number;
}

/**
 * The view queries a run's data by range and resolution, never as a whole. Ranges are clipped to existing bins.
 * `runs/read/queries` implements each query; every layer between uses these names and types.
 */
export interface DataQueries {
  raster(query: RasterQuery): Promise<RasterAnswer>;
  rates(query: TraceQuery): Promise<RateAnswer>;
  drive(query: TraceQuery): Promise<DriveAnswer>;
  population(query: { readonly range: BinRange; readonly columns: number }): Promise<PopulationAnswer>;
  neurons(query: { readonly range: BinRange }): Promise<NeuronsAnswer>;
  cell(query: { readonly bin: number; readonly neuron: number }): Promise<CellAnswer>;
  /** The nearest bin after (direction 1) or before (-1) `from` in which the neuron spiked; null without one. */
  nextSpike(query: {
    readonly neuron: number;
    readonly from: number;
    readonly direction: 1 | -1;
  }): Promise<number | null>;
}

/** The argument of a query. */
export type QueryOf<K extends keyof DataQueries> = Parameters<DataQueries[K]>[0];
/** The answer to a query. */
export type AnswerOf<K extends keyof DataQueries> = Awaited<ReturnType<DataQueries[K]>>;

/** All queries of a run. */
export interface RunQueries extends DataQueries {
  snapshot(): Promise<RunSnapshot>;
}
