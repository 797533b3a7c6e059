import type { RunManifest, ShownStatus } from "../../../src/protocol/manifest";
import { fileName } from "../../../src/text/paths";
import { visible } from "../../../src/text/display";
import type { RunSnapshot } from "../../../src/protocol/queries";

/** A group of neurons; groups have the config's order. */
export interface Group {
  readonly name: string;
  /** Ascending indices. */
  readonly neurons: readonly number[];
}

/** What the view needs of a run besides its data. */
export interface Facts {
  readonly manifest: RunManifest;
  readonly configFile: string;
  readonly status: ShownStatus;
  readonly running: boolean;
  readonly nNeurons: number;
  /** Requested bins. */
  readonly nTimeBins: number;
  /** Readable bins, from 0 on. */
  readonly binsDone: number;
  /** Bins done, as shown: during the run, and when its files cannot be read, those of the manifest like its other figures. */
  readonly binsReported: number;
  /** Seconds per bin, or null. */
  readonly binSize: number | null;
  /** At least one; a run without groups has one without a name. */
  readonly groups: readonly Group[];
  /** The config names at least two groups. */
  readonly hasGroups: boolean;
  /** (N,) index into `groups`. */
  readonly groupOf: Uint32Array;
}

/** Number of colours, reused for further groups. */
export const PALETTE_SIZE = 6;

/** Up to this many neurons without groups have a colour each. */
export const FEW_NEURONS = 6;

/** Derives facts from a snapshot; `grown`: readable bins of a running run. */
export function factsOf(snapshot: RunSnapshot, grown = 0): Facts {
  const { manifest, configFile, shownStatus, binsReadable, fileProblems } = snapshot;
  const running = shownStatus === "running";
  const binsDone = Math.min(running ? Math.max(binsReadable, grown) : binsReadable, manifest.n_time_bins);
  const groupNames = manifest.neurons.groups;
  const groupOf = new Uint32Array(manifest.n_neurons);
  const groups: { name: string; neurons: number[] }[] = [];
  const places = new Map<string, number>();
  for (let neuron = 0; neuron < manifest.n_neurons; neuron++) {
    const name = groupNames?.[neuron] ?? "";
    let place = places.get(name);
    if (place === undefined) {
      place = groups.length;
      places.set(name, place);
      groups.push({ name: visible(name), neurons: [] });
    }
    groups[place].neurons.push(neuron);
    groupOf[neuron] = place;
  }
  return {
    manifest,
    configFile,
    status: shownStatus,
    running,
    nNeurons: manifest.n_neurons,
    nTimeBins: manifest.n_time_bins,
    binsDone,
    binsReported: running || fileProblems.length > 0 ? manifest.bins_done : binsDone,
    binSize: manifest.bin_size,
    groups,
    hasGroups: groups.length > 1,
    groupOf,
  };
}

/** A run's name: its config's, without folder and extensions. */
export function runName({ configFile }: Facts): string {
  return visible(fileName(configFile)).replace(/(\.glm)?\.jsonc?$/i, "");
}

/** Index of a neuron's colour in the palette; -1: the neutral foreground. */
export function colourIndexOf(facts: Facts, neuron: number): number {
  if (facts.hasGroups) return facts.groupOf[neuron] % PALETTE_SIZE;
  return facts.nNeurons <= FEW_NEURONS ? neuron : -1;
}

/** A neuron's name in the config, else its index. */
export function neuronName(facts: Facts, neuron: number): string {
  return visible(facts.manifest.neurons.names?.[neuron] ?? String(neuron));
}

/** `Neuron 26`, or the name that the config gives it. */
export function neuronTitle(facts: Facts, neuron: number): string {
  const name = facts.manifest.neurons.names?.[neuron];
  return name === undefined ? `Neuron ${neuron}` : visible(name);
}
