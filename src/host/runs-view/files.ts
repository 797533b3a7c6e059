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
  const facts = (what: string, shape: string | null = null, figures: FileFacts["figures"] = []): FileFacts => ({
    what,
    shape,
    figures,
  });
  const known = TEXTS[name];
  if (known !== undefined) return facts(known);
  if (manifest === null) return facts("Part of a run whose manifest is damaged.");
  const { bins_done: bins, n_neurons: neurons } = manifest;
  if (name === SPIKES_FILE)
    return facts("Spike counts: bins × neurons.", `int32 ${shapeText([bins, neurons])}`, spikeFigures(manifest));
  if (name === RATES_FILE)
    return facts("Rates, in counts per bin: bins × neurons.", `float32 ${shapeText([bins, neurons])}`, [
      ["lowest", sizeOf(manifest.rate_min, manifest)],
      ["mean", sizeOf(manifest.rate_mean, manifest)],
      ["highest", sizeOf(manifest.rate_max, manifest)],
    ]);
  if (name === POPULATION_FILE)
    return facts("Sum over neurons of counts and of rates, by bin.", `float32 ${shapeText([bins, 2])}`);
  const blockSize = /^summary-(\d+)\.npy$/.exec(name)?.[1];
  if (blockSize === undefined) return facts("A file that Spikeloop did not write.");
  return facts(
    `Count, lowest, mean and highest rate of every ${blockSize} bins: blocks × neurons × 4. Rebuilt when missing.`,
    `float32 ${shapeText([Math.ceil(bins / Number(blockSize)), neurons, 4])}`,
  );
}

const TEXTS: Readonly<Record<string, string>> = {
  [MANIFEST_FILE]: "The run's manifest: what ran, how far it came, and its figures. Opens the run's view.",
  [REPEAT_FILE]: "Python that repeats the run with NeMoS and checks that the spikes are equal.",
  [CONFIG_COPY_FILE]: "The config as it was when the run began.",
  [INPUTS_FILE]: "The arguments of simulate_recurrent as they were resolved, by their NeMoS names.",
};

function sizeOf(perBin: number | null, { bin_size: binSize }: RunManifest): string {
  return perBin === null ? "none" : rate(perBin, binSize);
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
