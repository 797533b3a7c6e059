/** `run.glmrun.json`: what a run is and how far it came. Public; extended, never broken. */

export type RunStatus = "running" | "finished" | "cancelled" | "diverged" | "failed";

/** What a reader shows: a status, or a run whose process is gone. */
export type ShownStatus = RunStatus | "interrupted";

export interface RunError {
  readonly message: string;
  readonly bin?: number;
  readonly neuron?: number;
  /** Counts per bin; a string where JSON has no number for it ("NaN", "Infinity"). */
  readonly rate?: number | string;
  /** The key of the config that weighs most in what made the rate diverge. */
  readonly argument?: string;
}

/** An argument that came from a file: its path relative to the run folder, and the file's digest. */
export interface InputFile {
  readonly argument: string;
  readonly file: string;
  readonly array?: string;
  readonly sha256: string;
}

export interface RunManifest {
  readonly format: "spikeloop-run";
  readonly format_version: 1;
  readonly run_number: number;
  readonly status: RunStatus;
  /** The config, relative to the run folder. */
  readonly config: string;
  readonly config_sha256: string;
  readonly title: string | null;
  readonly inputs: readonly InputFile[];
  /** How feedforward input is rebuilt when inputs.npz does not hold it: the config's own JSON value of `feedforward_input`. */
  readonly feedforward_input: unknown;
  readonly n_neurons: number;
  readonly n_time_bins: number;
  readonly bins_done: number;
  readonly window_size: number;
  readonly n_basis_funcs: number;
  readonly n_features: number;
  readonly random_key: readonly [number, number];
  readonly inverse_link_function: string;
  /** Seconds per bin, or null: axes are then in bins. */
  readonly bin_size: number | null;
  readonly neurons: { readonly names: readonly string[] | null; readonly groups: readonly string[] | null };
  readonly started: string;
  readonly updated: string;
  readonly elapsed_seconds: number;
  /** What computed it. Kernel and strategy fix the order of summation; older runs do not tell their strategy. */
  readonly engine: { readonly kernel: string; readonly threads: number; readonly strategy?: string };
  readonly spikes_total: number;
  /** Sum of all rates: the number of spikes to be expected. */
  readonly spikes_expected: number;
  /** (N,), or null for more than 10^4 neurons: then the summaries tell. */
  readonly spikes_per_neuron: readonly number[] | null;
  /** Counts per neuron and bin. */
  readonly mean_spike_count: number;
  readonly rate_min: number | null;
  readonly rate_mean: number | null;
  readonly rate_max: number | null;
  readonly error: RunError | null;
  readonly versions: { readonly spikeloop: string; readonly node: string };
  readonly process: { readonly pid: number; readonly host: string };
}

/** The name of the manifest in a run folder. */
export const MANIFEST_FILE = "run.glmrun.json";
