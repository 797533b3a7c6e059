import { cpSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { root } from "../../../scripts/lib/paths.mjs";

/** A temporary copy of examples/, without the runs that someone made there. */
export function copyExamples(): { readonly folder: string; forget(): void } {
  const temporary = mkdtempSync(join(realpathSync(tmpdir()), "spikeloop-workspace-"));
  const folder = join(temporary, "examples");
  cpSync(join(root, "examples"), folder, { recursive: true, filter: (file) => !file.endsWith(".runs") });
  return { folder, forget: () => rmSync(temporary, { recursive: true, force: true, maxRetries: 5 }) };
}

/** The run folders of a config, oldest first; none while it has not run. */
export function runFolders(configFile: string): string[] {
  const runs = configFile.replace(/\.glm\.json$/, ".runs");
  try {
    return readdirSync(runs, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(runs, basename(entry.name)))
      .sort();
  } catch {
    return [];
  }
}

/** Writes a config that is simulated for some seconds, so that a test can stop it; larger ones are asked for first. */
export function writeLongConfig(folder: string, name: string): string {
  return writeNetwork(folder, name, 200, 1_000_000);
}

/** Writes a config of 1000 neurons x 10 000 bins. */
export function writeLargeConfig(folder: string, name: string): string {
  return writeNetwork(folder, name, 1000, 10_000);
}

/** Writes a config of two groups: four neurons in five are "exc", the others "inh". The longer the window, the longer a bin takes. */
export function writeGroupedConfig(
  folder: string,
  name: string,
  nNeurons: number,
  nTimeBins: number,
  windowSize: number,
): string {
  const groups = Array.from({ length: nNeurons }, (_, neuron) => (neuron < 0.8 * nNeurons ? "exc" : "inh"));
  return writeNetwork(folder, name, nNeurons, nTimeBins, { windowSize, more: { neurons: { groups } } });
}

function writeNetwork(
  folder: string,
  name: string,
  nNeurons: number,
  nTimeBins: number,
  { windowSize = 100, more = {} } = {},
): string {
  const file = join(folder, `${name}.glm.json`);
  const config = {
    arithmetic: "fast",
    coupling_basis_matrix: { basis: "RaisedCosineLog", n_basis_funcs: 5, window_size: windowSize },
    coupling_coef: { normal: { seed: 1, mean: 0, std: 1 / windowSize }, shape: [nNeurons, nNeurons, 5] },
    intercepts: -4,
    n_time_bins: nTimeBins,
    bin_size: 0.001,
    ...more,
  };
  writeFileSync(file, JSON.stringify(config, null, 2));
  return file;
}
