/**
 * How fast whole runs are whose feedforward input of 100 MB comes from each kind of file, against the same array uncompressed in a `.npz`.
 * Usage, after a build: node scripts/run-ts.mjs test/bench/inputs.ts [rounds]. Of each the least time counts.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { npyFile, npzFile } from "../support/npy-files";

const ELEMENTS = 25e6;
const SHAPES = [{ nNeurons: 100, nFeatures: 1 }, { nNeurons: 10, nFeatures: 100 }];
/** Numbers that deflate finds nothing in, and such as it makes small. */
const NUMBERS: Readonly<Record<string, (flat: number) => number>> = {
  noise: (flat) => (Math.imul(flat, 0x9e3779b1) >>> 0) / 2 ** 32 - 0.5,
  waves: (flat) => Math.round(100 * Math.sin(flat / 1000)) / 100,
};

const rounds = Number(process.argv[2] ?? 3);
const folder = mkdtempSync(join(tmpdir(), "spikeloop-inputs-"));
try {
  for (const shape of SHAPES) for (const [kind, value] of Object.entries(NUMBERS)) measure(shape, kind, value);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function measure({ nNeurons, nFeatures }: (typeof SHAPES)[number], kind: string, value: (flat: number) => number): void {
  const shape = [ELEMENTS / (nNeurons * nFeatures), nNeurons, nFeatures];
  const npy = npyFile(shape, "<f4", value);
  const files: Record<string, Uint8Array> = {
    "stored.npz": npzFile({ feedforward_input: npy }, 0),
    "compressed.npz": npzFile({ feedforward_input: npy }, 6),
    "fortran.npy": npyFile(shape, "<f4", value, true),
  };
  const least: Record<string, number> = {};
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  for (let round = 0; round < rounds; round++) {
    for (const name of Object.keys(files)) least[name] = Math.min(least[name] ?? Infinity, run(name, nNeurons, nFeatures));
  }
  const told = Object.entries(least).map(([name, ms]) => `${name} ${Math.round(ms)} ms (${(ms / least["stored.npz"]).toFixed(2)})`);
  console.log(`${nNeurons} neurons, ${nFeatures} features, ${kind}: ${told.join(", ")}`);
}

/** Milliseconds of one whole run by the command line. */
function run(name: string, nNeurons: number, nFeatures: number): number {
  const config = join(folder, "inputs.glm.json");
  writeFileSync(config, JSON.stringify({
    coupling_coef: { normal: { seed: 1, std: 0.01 } },
    coupling_basis_matrix: { basis: "RaisedCosineLog", n_basis_funcs: 4, window_size: 40 },
    intercepts: new Array(nNeurons).fill(-4),
    feedforward_coef: { fill: 0.01, shape: [nNeurons, nFeatures] },
    feedforward_input: name,
  }));
  const out = join(folder, "run");
  rmSync(out, { recursive: true, force: true });
  const begin = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [resolve("dist/cli.js"), "simulate", config, "--out", out, "--quiet"], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - begin;
}
