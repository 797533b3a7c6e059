import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import assert from "node:assert/strict";
import { MANIFEST_FILE } from "../../../../src/runs/layout";
import { readManifest } from "../../../../src/runs/manifest/read";
import { manifestText } from "../../../../src/runs/write/manifest-file";
import { simulateToFolder } from "../../../../src/simulation/simulate";
import { temporaryFolder } from "../../../support/temporary-folder";

/** What differs from one run and computer to the next. */
const PASSING: readonly [RegExp, string][] = [
  [/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, '"TIME"'],
  [/("elapsed_seconds": )[\d.e-]+/, "$1SECONDS"],
  [
    /("engine": \{"kernel":)"[\w-]+"(,"threads":1,"strategy":)"\w+"(,"expected_differing_draws":)[\d.e-]+/,
    '$1"KERNEL"$2"STRATEGY"$3FEW',
  ],
  [/("versions": \{"spikeloop":)"[^"]+"(,"node":)"[^"]+"/, '$1"VERSION"$2"VERSION"'],
  [/("process": \{"pid":)\d+(,"host":)"[^"]*"/, '$1PID$2"HOST"'],
];

const WRITTEN = `{
  "format": "spikeloop-run",
  "format_version": 1,
  "run_number": 1,
  "status": "finished",
  "config": "../net.glm.json",
  "config_sha256": "2c2d84c486044cb0091bc9b15fc6c68f8f22482ae3cc238408aa72bb929eec12",
  "title": "a net",
  "inputs": [],
  "feedforward_input": null,
  "n_neurons": 2,
  "n_time_bins": 100,
  "bins_done": 100,
  "window_size": 20,
  "n_basis_funcs": 3,
  "n_features": 1,
  "random_key": [1,2],
  "inverse_link_function": "softplus",
  "bin_size": 0.001,
  "neurons": {"names":["a","b"],"groups":null},
  "started": "TIME",
  "updated": "TIME",
  "elapsed_seconds": SECONDS,
  "engine": {"kernel":"KERNEL","threads":1,"strategy":"STRATEGY","expected_differing_draws":FEW,"promise":"same-spikes-expected"},
  "spikes_total": 50,
  "spikes_expected": 44.02065210789442,
  "spikes_per_neuron": [14,36],
  "mean_spike_count": 0.25,
  "rate_min": 0.08350661396980286,
  "rate_mean": 0.2201032605394721,
  "rate_max": 0.4740769863128662,
  "error": null,
  "versions": {"spikeloop":"VERSION","node":"VERSION"},
  "process": {"pid":PID,"host":"HOST"}
}
`;

test("the manifest on disk keeps its format, byte for byte, and is written back as it was read", async (t) => {
  const root = temporaryFolder(t);
  const configFile = join(root, "net.glm.json");
  writeFileSync(
    configFile,
    JSON.stringify({
      title: "a net",
      arithmetic: "fast",
      coupling_coef: -0.1,
      coupling_basis_matrix: { basis: "RaisedCosineLog", n_basis_funcs: 3, window_size: 20 },
      intercepts: [-2, -1],
      feedforward_coef: [[1], [1]],
      feedforward_input: [{ constant: { amplitude: 0.5 } }],
      neurons: { names: ["a", "b"] },
      random_key: [1, 2],
      n_time_bins: 100,
      bin_size: 0.001,
    }),
  );
  const folder = join(root, "run");
  const signal = new AbortController().signal;
  await simulateToFolder({ configFile, outFolder: folder, overrides: {} }, { signal, onEvent: () => undefined });
  const text = readFileSync(join(folder, MANIFEST_FILE), "utf8");
  assert.equal(
    PASSING.reduce((now, [pattern, word]) => now.replace(pattern, word), text),
    WRITTEN,
  );
  assert.equal(manifestText(readManifest(folder)), text);
});
