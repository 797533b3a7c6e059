import { hostname } from "node:os";
import { version } from "../../../package.json";
import type { ResolvedConfig } from "../../config/types";
import type { InputFile, RunError, RunManifest, RunStatus } from "../../protocol/manifest";
import { noTotals, type RunTotals } from "../summaries/summary";

/** Most neurons whose spikes are listed; of more, the summaries hold them. */
const MOST_NEURONS_LISTED = 1e4;

/** What is known of a run before its first bin. */
export interface NewRun {
  readonly resolved: ResolvedConfig;
  readonly runNumber: number;
  readonly config: string;
  readonly configDigest: string;
  readonly inputs: readonly InputFile[];
  /** Whether the manifest must describe feedforward input, since inputs.npz does not hold it. */
  readonly describeFeedforward: boolean;
  readonly engine: RunManifest["engine"];
  readonly started: Date;
}

/** The manifest of a run before its first bin. */
export function buildManifest(run: NewRun): RunManifest {
  const { resolved, started } = run;
  const { model } = resolved;
  return {
    format: "spikeloop-run",
    format_version: 1,
    run_number: run.runNumber,
    status: "running",
    config: run.config,
    config_sha256: run.configDigest,
    title: resolved.title,
    inputs: run.inputs,
    feedforward_input: run.describeFeedforward ? resolved.feedforwardValue : null,
    n_neurons: model.nNeurons,
    n_time_bins: resolved.nTimeBins,
    bins_done: 0,
    window_size: model.windowSize,
    n_basis_funcs: model.nBasisFuncs,
    n_features: model.nFeatures,
    random_key: resolved.randomKey,
    inverse_link_function: resolved.inverseLink,
    bin_size: resolved.binSize,
    neurons: resolved.neurons,
    started: started.toISOString(),
    updated: started.toISOString(),
    elapsed_seconds: 0,
    engine: run.engine,
    ...figuresOf(noTotals(model.nNeurons)),
    error: null,
    versions: { spikeloop: version, node: process.versions.node },
    process: { pid: process.pid, host: hostname() },
  };
}

/** The figures of a manifest, from the totals of its run's bins. */
export function figuresOf({ bins, spikes, rateSum, rateLow, rateHigh }: RunTotals) {
  const cells = bins * spikes.length;
  const total = spikes.reduce((sum, count) => sum + count, 0);
  return {
    spikes_total: total,
    spikes_expected: rateSum,
    spikes_per_neuron: spikes.length <= MOST_NEURONS_LISTED ? Array.from(spikes) : null,
    mean_spike_count: cells > 0 ? total / cells : 0,
    rate_min: cells > 0 ? rateLow : null,
    rate_mean: cells > 0 ? rateSum / cells : null,
    rate_max: cells > 0 ? rateHigh : null,
  } satisfies Partial<RunManifest>;
}

/** The manifest of the same run after `binsDone` bins. */
export function progressed(
  manifest: RunManifest,
  totals: RunTotals,
  binsDone: number,
  elapsedSeconds: number,
): RunManifest {
  return {
    ...manifest,
    bins_done: binsDone,
    updated: new Date().toISOString(),
    elapsed_seconds: Number(elapsedSeconds.toFixed(6)),
    ...figuresOf(totals),
  };
}

/** The manifest of the same run when it has ended. */
export function ended(
  manifest: RunManifest,
  status: Exclude<RunStatus, "running">,
  error: RunError | null = null,
): RunManifest {
  return { ...manifest, status, error, updated: new Date().toISOString() };
}
