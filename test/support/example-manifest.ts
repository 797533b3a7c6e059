import { hostname } from "node:os";
import type { RunManifest } from "../../src/protocol/manifest";
import { parseManifest } from "../../src/runs/manifest/read";

/** As a finished run of two neurons had it when the format was new; keys that came later have their defaults. */
const WRITTEN = {
  format: "spikeloop-run",
  format_version: 1,
  run_number: 7,
  status: "finished",
  config: "../../two-neurons.glm.json",
  config_sha256: "ab".repeat(32),
  title: null,
  inputs: [{ argument: "coupling_coef", file: "../../coupling.npy", sha256: "cd".repeat(32) }],
  feedforward_input: null,
  n_neurons: 2,
  n_time_bins: 1000,
  bins_done: 1000,
  window_size: 100,
  n_basis_funcs: 10,
  n_features: 1,
  random_key: [0, 123],
  inverse_link_function: "softplus",
  bin_size: null,
  neurons: { names: null, groups: null },
  started: "2026-11-23T10:15:30.120Z",
  updated: "2026-11-23T10:15:30.125Z",
  elapsed_seconds: 0.0021,
  engine: { kernel: "typescript", threads: 1 },
  spikes_total: 1,
  spikes_expected: 0.6,
  spikes_per_neuron: [0, 1],
  mean_spike_count: 0.0005,
  rate_min: 1e-6,
  rate_mean: 0.0003,
  rate_max: 0.0586,
  error: null,
  versions: { spikeloop: "0.1.0", node: "20.20.2" },
  process: { pid: process.pid, host: hostname() },
};

/** The manifest of a finished run of two neurons, as readers get it, but for some changes. */
export function exampleManifest(changes: Partial<RunManifest> = {}): RunManifest {
  return { ...parseManifest(JSON.stringify(WRITTEN), "an example"), ...changes };
}
