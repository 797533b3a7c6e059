import type { RunManifest } from "../../../src/protocol/manifest";
import type { RunSnapshot } from "../../../src/protocol/queries";
import { exampleManifest } from "../../support/example-manifest";
import { factsOf, type Facts } from "../../../webview/app/run/facts";

const MANIFEST = exampleManifest({
  config: "../../ei.glm.json",
  inputs: [],
  n_neurons: 6,
  n_time_bins: 5000,
  bins_done: 5000,
  n_basis_funcs: 5,
  bin_size: 0.001,
  started: "2026-11-23T14:32:00Z",
  updated: "2026-11-23T14:32:01Z",
  elapsed_seconds: 0.0064,
  spikes_total: 60,
  spikes_expected: 58.6,
  spikes_per_neuron: [0, 10, 20, 5, 15, 10],
  mean_spike_count: 0.002,
  rate_min: 0,
  rate_mean: 0.002,
  rate_max: 0.1,
});

/** The facts of a run that differs from a plain one in the given parts. */
export function facts(
  change: Partial<RunManifest> = {},
  shownStatus: RunSnapshot["shownStatus"] = change.status ?? "finished",
): Facts {
  const manifest = { ...MANIFEST, ...change };
  return factsOf({
    manifest,
    shownStatus,
    binsReadable: manifest.bins_done,
    stamp: "",
    fileProblems: [],
    remarks: [],
    configFile: "/net.glm.json",
    configChanged: false,
  });
}

/** Two groups of three that are not neighbours by index. */
export const MIXED = { names: null, groups: ["E", "I", "E", "I", "E", "I"] };
