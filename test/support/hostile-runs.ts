import { execFileSync } from "node:child_process";
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MANIFEST_FILE, type RunManifest } from "../../src/protocol/manifest";
import { npyHeader } from "../../src/arrays/npy/npy";
import { SUMMARY_SIZES, summaryFile } from "../../src/runs/layout";
import { fabricateRun } from "./fabricate";
import { writeNpy, writeNpz } from "./npy";

/** A run folder with one thing in it that no simulation writes. */
export interface HostileRun {
  readonly name: string;
  readonly folder: string;
}

const [nNeurons, nTimeBins] = [3, 2000];

/** The files of a run that readers open. */
export const READ_FILES = [
  MANIFEST_FILE,
  "spikes.npy",
  "rates.npy",
  "population.npy",
  ...SUMMARY_SIZES.map(summaryFile),
  "inputs.npz",
  "config.jsonc",
];

/** What can stand in a file's place, made at `path`; `original` is the file that was there, now outside of the workspace. */
const IMPOSTORS: Readonly<Record<string, (path: string, original: string) => void>> = {
  pipe: (path) => execFileSync("mkfifo", [path]),
  device: (path) => symlinkSync("/dev/zero", path),
  folder: (path) => mkdirSync(join(path, "inside"), { recursive: true }),
  "link outside": (path, original) => symlinkSync(original, path),
  "link nowhere": (path, original) => symlinkSync(`${original}.none`, path),
  "link to itself": (path) => symlinkSync(path, path),
  empty: (path) => writeFileSync(path, ""),
};

/** Manifests that lie, by what they say. */
const LIES: Readonly<Record<string, (manifest: RunManifest) => unknown>> = {
  "no end of features": (manifest) => ({ ...manifest, n_features: 4294967295 }),
  "fractional features": (manifest) => ({ ...manifest, n_features: 1.5 }),
  "no end of neurons": (manifest) => ({ ...manifest, n_neurons: 2 ** 53 - 1, spikes_per_neuron: null }),
  "a million neurons": (manifest) => ({ ...manifest, n_neurons: 1_000_000, spikes_per_neuron: null }),
  "fewer than no neurons": (manifest) => ({ ...manifest, n_neurons: -1 }),
  "no end of bins": (manifest) => ({ ...manifest, n_time_bins: 2 ** 53 - 1 }),
  "no bins": (manifest) => ({ ...manifest, n_time_bins: 0, bins_done: 0 }),
  "fewer bins than there are": (manifest) => ({ ...manifest, n_time_bins: 10, bins_done: 10 }),
  "more bins than there are": (manifest) => ({ ...manifest, n_time_bins: 5000, bins_done: 5000 }),
  "fewer spikes than none": (manifest) => ({ ...manifest, spikes_per_neuron: [-1, 2, 3] }),
  "names for others": (manifest) => ({ ...manifest, neurons: { names: ["a"], groups: ["b", "c", "d", "e"] } }),
  "names that are none": (manifest) => ({ ...manifest, neurons: { names: [1, null, {}], groups: null } }),
  "very long texts": (manifest) => ({
    ...manifest,
    title: "t".repeat(1e6),
    neurons: { names: ["n".repeat(1e6), "b", "c"], groups: null },
  }),
  "links in texts": (manifest) => ({
    ...manifest,
    title: "[open](command:workbench.action.quit) $(zap)",
    neurons: { names: ["[a](command:x)", "\u001b[31m", "\u202e"], groups: null },
  }),
  "a typed array": (manifest) => ({
    ...manifest,
    extra: { $array: "Float32Array", data: "AAA" },
    engine: { ...manifest.engine, more: { $array: "toString", data: "" } },
  }),
  "an array buffer of VS Code": (manifest) => ({
    ...manifest,
    extra: { $$vscode_array_buffer_reference$$: true, index: 7, view: { type: 1, byteLength: 2 ** 40, byteOffset: 0 } },
  }),
  "a prototype": (manifest) =>
    JSON.stringify(manifest).replace("{", '{"__proto__":{"title":"polluted"},"constructor":1,'),
  "keys twice": (manifest) => JSON.stringify(manifest).replace("{", '{"n_neurons":2,"status":"failed",'),
  depths: (manifest) => JSON.stringify(manifest).replace("{", `{"deep":${"[".repeat(100_000)}${"]".repeat(100_000)},`),
  "a million keys": (manifest) =>
    JSON.stringify(manifest).replace("{", `{${Array.from({ length: 1e6 }, (_, key) => `"k${key}":0`).join(",")},`),
  "a million counts that are none": (manifest) => ({ ...manifest, spikes_per_neuron: new Array<string>(1e6).fill("") }),
  "a newer version": (manifest) => ({ ...manifest, format_version: 2, n_neurons: "many" }),
  "no version": (manifest) => ({ ...manifest, format_version: "1" }),
  "days that are none": (manifest) => ({ ...manifest, started: "2026-02-31T25:61:00Z" }),
  "a process that is none": (manifest) => ({
    ...manifest,
    status: "running",
    process: { pid: -1, host: manifest.process.host },
  }),
  "a process of great number": (manifest) => ({
    ...manifest,
    status: "running",
    process: { pid: 2 ** 52, host: manifest.process.host },
  }),
  "a run that never ends": (manifest) => ({
    ...manifest,
    status: "running",
    updated: "9999-12-31T23:59:59Z",
    process: { pid: 1, host: "elsewhere" },
  }),
  "an error elsewhere": (manifest) => ({
    ...manifest,
    status: "diverged",
    error: { message: "m", bin: 2 ** 53 - 1, neuron: 2 ** 53 - 1, rate: "NaN" },
  }),
  "the last run number": (manifest) => ({ ...manifest, run_number: 2 ** 53 - 1 }),
  "a tiny bin size": (manifest) => ({ ...manifest, bin_size: 5e-324 }),
  "a huge bin size": (manifest) => ({ ...manifest, bin_size: 1e308 }),
  "a config that is a device": (manifest) => ({ ...manifest, config: "/dev/zero" }),
  "a config of the system": (manifest) => ({ ...manifest, config: "../../../../../../../../../etc/passwd" }),
  "a config on a network": (manifest) => ({ ...manifest, config: "\\\\server\\share\\a.glm.json" }),
  "a config without a name": (manifest) => ({ ...manifest, config: "" }),
  "a config with a zero in its name": (manifest) => ({ ...manifest, config: "a\u0000b" }),
  "input from a device": (manifest) => ({ ...manifest, n_features: 1, feedforward_input: { file: "/dev/zero" } }),
  "input from the system": (manifest) => ({
    ...manifest,
    n_features: 1,
    feedforward_input: "../../../../../../../../etc/passwd",
  }),
  "input of another kind": (manifest) => ({ ...manifest, n_features: 1, feedforward_input: { nonsense: 1 } }),
  "stimuli of other features": (manifest) => ({
    ...manifest,
    n_features: 1,
    feedforward_input: [{ constant: { amplitude: 1 }, feature: 4294967295 }],
  }),
  "stimuli of other neurons": (manifest) => ({
    ...manifest,
    n_features: 1,
    feedforward_input: [{ constant: { amplitude: 1 }, neurons: [-1, 2 ** 40] }],
  }),
  "very many stimuli": (manifest) => ({
    ...manifest,
    n_features: 1,
    feedforward_input: new Array(100_000).fill({ sine: { period: 3, amplitude: 1 } }),
  }),
  "no JSON": () => "{",
  "another thing": () => "[]",
  nothing: () => "null",
};

/** Arrays that lie: what is written in place of a file. */
const ARRAYS: Readonly<Record<string, (folder: string) => void>> = {
  "counts below zero": (folder) => writeCounts(folder, () => -5),
  "counts that cancel out": (folder) => writeCounts(folder, (at) => (at % 2 === 0 ? 3 : -3)),
  "the largest counts": (folder) => writeCounts(folder, () => 0x7fffffff),
  "rates that are no numbers": (folder) => writeRates(folder, (at) => [NaN, Infinity, -Infinity, -1][at % 4]),
  "summaries of no numbers": (folder) => writeSummary(folder, NaN),
  "summaries of no end": (folder) => writeSummary(folder, Infinity),
  "summaries below zero": (folder) => writeSummary(folder, -1e9),
  "summaries with fewer spikes than there are": (folder) => writeSummary(folder, 0),
  "an array of no end": (folder) => writeFileSync(join(folder, "spikes.npy"), npyHeader("<i4", [2 ** 50, nNeurons])),
  "inputs of other sizes": (folder) => {
    writeManifest(folder, fabricateManifest(folder, { n_features: 4294967295 }));
    writeFileSync(
      join(folder, "inputs.npz"),
      writeNpz({ feedforward_coef: writeNpy({ data: new Float32Array(nNeurons), shape: [nNeurons, 1] }, "<f4") }),
    );
  },
};

function writeCounts(folder: string, count: (at: number) => number): void {
  const data = Int32Array.from({ length: nNeurons * nTimeBins }, (_, at) => count(at));
  writeFileSync(join(folder, "spikes.npy"), writeNpy({ data, shape: [nTimeBins, nNeurons] }, "<i4"));
  for (const size of SUMMARY_SIZES) rmSync(join(folder, summaryFile(size)));
}

function writeRates(folder: string, rate: (at: number) => number): void {
  const data = Float32Array.from({ length: nNeurons * nTimeBins }, (_, at) => rate(at));
  writeFileSync(join(folder, "rates.npy"), writeNpy({ data, shape: [nTimeBins, nNeurons] }, "<f4"));
  for (const size of SUMMARY_SIZES) rmSync(join(folder, summaryFile(size)));
}

function writeSummary(folder: string, value: number): void {
  for (const size of SUMMARY_SIZES) {
    const blocks = Math.ceil(nTimeBins / size);
    writeFileSync(
      join(folder, summaryFile(size)),
      writeNpy({ data: new Float32Array(blocks * nNeurons * 4).fill(value), shape: [blocks, nNeurons, 4] }, "<f4"),
    );
  }
}

function fabricateManifest(folder: string, change: Partial<RunManifest>): RunManifest {
  return { ...fabricateRun(folder, { nNeurons, nTimeBins, rate: 0.2 }), ...change };
}

function writeManifest(folder: string, manifest: unknown): void {
  writeFileSync(join(folder, MANIFEST_FILE), typeof manifest === "string" ? manifest : JSON.stringify(manifest));
}

/** A run as a simulation leaves it, with input. */
function makeRun(folder: string): RunManifest {
  const manifest = fabricateRun(folder, { nNeurons, nTimeBins, rate: 0.2 });
  const coef = writeNpy({ data: new Float32Array(nNeurons).fill(1), shape: [nNeurons, 1] }, "<f4");
  writeFileSync(join(folder, "inputs.npz"), writeNpz({ feedforward_coef: coef }));
  const stimuli = { ...manifest, n_features: 1, feedforward_input: [{ constant: { amplitude: 1 } }] };
  writeManifest(folder, stimuli);
  return stimuli;
}

/**
 * Makes run folders below `runsFolder` as a stranger could have put them into a workspace; what links lead to is put into `outside`,
 * which must not be part of it. Pipes, devices and links need a system that has them.
 */
export function makeHostileRuns(runsFolder: string, outside: string): HostileRun[] {
  const runs: HostileRun[] = [];
  const add = (name: string, make: (folder: string) => void): void => {
    const folder = join(runsFolder, `20260101T0000${String(runs.length).padStart(3, "0")}Z-key${runs.length}`);
    make(folder);
    runs.push({ name, folder });
  };
  mkdirSync(outside, { recursive: true });
  for (const file of READ_FILES) {
    for (const [kind, put] of Object.entries(IMPOSTORS)) {
      add(`${file}: ${kind}`, (folder) => {
        makeRun(folder);
        const original = join(outside, `${runs.length}-${file}`);
        renameSync(join(folder, file), original);
        put(join(folder, file), original);
      });
    }
  }
  for (const [name, lie] of Object.entries(LIES))
    add(`manifest: ${name}`, (folder) => writeManifest(folder, lie(makeRun(folder))));
  for (const [name, write] of Object.entries(ARRAYS))
    add(`arrays: ${name}`, (folder) => (makeRun(folder), write(folder)));
  add("a link to a run outside", (folder) => {
    makeRun(join(outside, "run"));
    symlinkSync(join(outside, "run"), folder);
  });
  return runs;
}
