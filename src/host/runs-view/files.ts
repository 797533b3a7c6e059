import { readdir, stat } from "node:fs/promises";
import * as path from "node:path";
import { mayOpen } from "../../files/access";
import { shapeText } from "../../arrays/ndarray";
import type { RunManifest } from "../../protocol/manifest";
import { bytes, fixed, plural, rate, significant } from "../../text/numbers";
import {
  CONFIG_COPY_FILE,
  INPUTS_FILE,
  MANIFEST_FILE,
  POPULATION_FILE,
  RATES_FILE,
  REPEAT_FILE,
  RUN_FILES,
  SPIKES_FILE,
} from "../../runs/layout";
import type { RunRecord } from "./run-records";
import { fileAccess } from "../shared/trust";
import type { FileNode } from "./nodes";

/** The files of a run: known ones first, in order of interest, then others by name. */
export async function filesOf(record: RunRecord): Promise<FileNode[]> {
  const access = fileAccess();
  const names = mayOpen(record.folder, access) ? await readdir(record.folder).catch((): string[] => []) : [];
  const rank = (name: string): number => (RUN_FILES.indexOf(name) + RUN_FILES.length + 1) % (RUN_FILES.length + 1);
  const shown = names
    .filter((name) => !name.startsWith("."))
    .sort((a, b) => rank(a) - rank(b) || a.localeCompare(b, "en", { numeric: true }));
  const nodes = await Promise.all(
    shown.map(async (name): Promise<FileNode | null> => {
      const file = path.join(record.folder, name);
      const found = mayOpen(file, access) ? await stat(file).catch(() => null) : null;
      return found?.isFile() === true ? { kind: "file", file, size: found.size, record } : null;
    }),
  );
  return nodes.filter((node) => node !== null);
}

/** The contents of a run's file. */
export interface FileFacts {
  readonly what: string;
  /** dtype and shape of arrays. */
  readonly shape: string | null;
  readonly figures: readonly (readonly [name: string, value: string])[];
}

/** The contents of a run's file according to its manifest. */
export function factsOf(name: string, manifest: RunManifest | null): FileFacts {
  const text = (what: string): FileFacts => ({ what, shape: null, figures: [] });
  const summary = /^summary-(\d+)\.npy$/.exec(name);
  if (name === MANIFEST_FILE)
    return text("The run's manifest: what ran, how far it came, and its figures. Opens the run's view.");
  if (name === REPEAT_FILE) return text("Python that repeats the run with NeMoS and checks that the spikes are equal.");
  if (name === CONFIG_COPY_FILE) return text("The config as it was when the run began.");
  if (name === INPUTS_FILE)
    return text("The arguments of simulate_recurrent as they were resolved, by their NeMoS names.");
  if (manifest === null) return text("Part of a run whose manifest is damaged.");
  const { bins_done: bins, n_neurons: neurons, bin_size: binSize } = manifest;
  if (name === SPIKES_FILE)
    return {
      what: "Spike counts: bins × neurons.",
      shape: `int32 ${shapeText([bins, neurons])}`,
      figures: spikeFigures(manifest),
    };
  if (name === RATES_FILE) {
    const size = (value: number | null): string => (value === null ? "none" : rate(value, binSize));
    const figures = [
      ["lowest", size(manifest.rate_min)],
      ["mean", size(manifest.rate_mean)],
      ["highest", size(manifest.rate_max)],
    ] as const;
    return {
      what: "Rates, in counts per bin: bins × neurons.",
      shape: `float32 ${shapeText([bins, neurons])}`,
      figures,
    };
  }
  if (name === POPULATION_FILE)
    return {
      what: "Sum over neurons of counts and of rates, by bin.",
      shape: `float32 ${shapeText([bins, 2])}`,
      figures: [],
    };
  if (summary) {
    const shape = shapeText([Math.ceil(bins / Number(summary[1])), neurons, 4]);
    return {
      what: `Count, lowest, mean and highest rate of every ${summary[1]} bins: blocks × neurons × 4. Rebuilt when missing.`,
      shape: `float32 ${shape}`,
      figures: [],
    };
  }
  return text("A file that Spikeloop did not write.");
}

function spikeFigures(manifest: RunManifest): FileFacts["figures"] {
  const perNeuron = manifest.spikes_per_neuron;
  const figures: [string, string][] = [
    ["spikes", plural(manifest.spikes_total, "spike").replace(/ spikes?$/, "")],
    ["mean count per bin", significant(manifest.mean_spike_count)],
  ];
  if (manifest.bin_size !== null) figures.push(["mean rate", rate(manifest.mean_spike_count, manifest.bin_size)]);
  if (perNeuron !== null && perNeuron.length > 1) {
    const lowest = perNeuron.reduce((a, b) => Math.min(a, b));
    const highest = perNeuron.reduce((a, b) => Math.max(a, b));
    figures.push(["per neuron", `${fixed(lowest, 0)} to ${fixed(highest, 0)}`]);
  }
  return figures;
}

/** Arrays are described by their shape, other files by their size. */
export function fileDescription({ file, size, record }: FileNode): string {
  return factsOf(path.basename(file), record.manifest).shape?.replace(/^\w+ /, "") ?? bytes(size);
}
