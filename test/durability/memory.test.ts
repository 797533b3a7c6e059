import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test, type TestContext } from "node:test";
import { planConfig } from "../../src/config/plan";
import { estimateResources } from "../../src/simulation/estimate";
import { fuzzCases } from "../support/fuzz";
import { npzFile, zeroNpyFile, type Dtype } from "../support/npy-files";
import { Program } from "./program";

/** What a run may take beyond its estimate, and what an estimate may be beyond what the run takes. */
const FACTOR = 1.5;
const SLACK = 50e6;

/**
 * Writes its highest resident memory, in bytes, when it ends; on Linux that of the program only, not of the process that it was started by.
 */
const TELL_PEAK = `
const { readFileSync, writeFileSync } = require("node:fs");
process.on("exit", () => {
  let peak = process.resourceUsage().maxRSS * 1024;
  try {
    peak = /VmHWM:\\s*(\\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))[1] * 1024;
  } catch {}
  writeFileSync(process.env.PEAK_FILE, String(peak));
});`;

let program: Program;
before(async () => {
  program = await Program.make();
  writeFileSync(join(program.folder, "tell-peak.cjs"), TELL_PEAK);
});
after(() => program.remove());

/** Simulates a config in a process of its own, and holds the memory that it takes against the estimate. */
async function holdsTo(t: TestContext, config: object): Promise<void> {
  const file = join(program.folder, "memory.glm.json");
  writeFileSync(file, JSON.stringify(config));
  const { dimensions, reading } = planConfig(file, readFileSync(file, "utf8"));
  assert.ok(dimensions);
  const need = estimateResources(dimensions, reading, program.folder);
  const peakFile = join(program.folder, "peak");
  const out = join(program.folder, "run");
  rmSync(out, { recursive: true, force: true });
  const run = program.start(["simulate", file, "--out", out, "--quiet"], {
    env: {
      ...process.env,
      PEAK_FILE: peakFile,
      NODE_OPTIONS: `-r ${JSON.stringify(join(program.folder, "tell-peak.cjs"))}`,
    },
  });
  assert.equal(await run.ended, 0, run.err);
  const peak = Number(readFileSync(peakFile, "utf8"));
  const mb = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
  t.diagnostic(`${t.name}: ${mb(peak)} were taken, ${mb(need.memoryBytes)} were told`);
  assert.ok(peak <= FACTOR * need.memoryBytes + SLACK, `${mb(peak)} were taken, ${mb(need.memoryBytes)} were told`);
  assert.ok(need.memoryBytes <= FACTOR * peak + SLACK, `${mb(need.memoryBytes)} were told, ${mb(peak)} were taken`);
}

function put(name: string, contents: Uint8Array | string): void {
  writeFileSync(join(program.folder, name), contents);
}

/** One file of each way of reading; the others differ in their element type alone and are tried by the long tests. */
const USUAL = new Set([
  "f4",
  "u1",
  "f8 in Fortran order",
  "stored f8",
  "compressed f8",
  "compressed f8 in Fortran order",
]);
const isLong = fuzzCases(0, 1) === 1;

/** The files of an array, by the words for them. */
function files(name: string, shape: readonly number[]): Record<string, { contents: () => Uint8Array; file: string }> {
  const plain =
    (dtype: Dtype, fortranOrder = false) =>
    () =>
      zeroNpyFile(shape, dtype, fortranOrder);
  const inNpz = (npy: () => Uint8Array, level: 0 | 1) => () => npzFile({ [name]: npy() }, level);
  const npys: Record<string, () => Uint8Array> = {
    f4: plain("<f4"),
    f8: plain("<f8"),
    "big-endian f8": plain(">f8"),
    u1: plain("|u1"),
    i8: plain("<i8"),
    f2: plain("<f2"),
    b1: plain("|b1"),
    "f4 in Fortran order": plain("<f4", true),
    "f8 in Fortran order": plain("<f8", true),
    "u1 in Fortran order": plain("|u1", true),
  };
  const npzs: Record<string, () => Uint8Array> = {
    "stored f8": inNpz(plain("<f8"), 0),
    "stored f8 in Fortran order": inNpz(plain("<f8", true), 0),
    "compressed f4": inNpz(plain("<f4"), 1),
    "compressed f8": inNpz(plain("<f8"), 1),
    "compressed f8 in Fortran order": inNpz(plain("<f8", true), 1),
  };
  const all = [
    ...Object.entries(npys).map(([what, contents]) => [what, { contents, file: "array.npy" }] as const),
    ...Object.entries(npzs).map(([what, contents]) => [what, { contents, file: "array.npz" }] as const),
  ];
  return Object.fromEntries(all.filter(([what]) => isLong || USUAL.has(what)));
}

function csv(rows: number, columns: number): string {
  const line = `${Array.from({ length: columns }, (_, i) => (i % 7) / 7).join()}\n`;
  return line.repeat(rows);
}

describe("memory for the coupling", { timeout: 600_000 }, () => {
  const [n, b, w] = [700, 20, 20];
  const base = {
    coupling_basis_matrix: { normal: { seed: 1, std: 0.01 }, shape: [w, b] },
    intercepts: new Array(n).fill(-3),
    inverse_link_function: "logistic",
    n_time_bins: 20,
  };
  for (const [what, { contents, file }] of Object.entries(files("coupling_coef", [n, n, b]))) {
    test(`from ${what}`, async (t) => {
      put(file, contents());
      await holdsTo(t, { ...base, coupling_coef: file });
    });
  }
  test("from text", async (t) => {
    put("array.csv", csv(n * 10, (n * 2) / 10));
    await holdsTo(t, {
      ...base,
      coupling_basis_matrix: { normal: { seed: 1, std: 0.01 }, shape: [w, 2] },
      coupling_coef: { file: "array.csv", shape: [n, n, 2] },
    });
  });
  test("from numbers in the config", async (t) => {
    const m = 140;
    const coupling_coef = Array.from({ length: m }, () =>
      Array.from({ length: m }, () => Array.from({ length: 10 }, (_, k) => k / 70)),
    );
    await holdsTo(t, {
      ...base,
      intercepts: new Array(m).fill(-3),
      coupling_basis_matrix: { normal: { seed: 1, std: 0.01 }, shape: [w, 10] },
      coupling_coef,
    });
  });
  test("from one number", (t) => holdsTo(t, { ...base, coupling_coef: 0.001 }));
  test("from normal numbers", (t) => holdsTo(t, { ...base, coupling_coef: { normal: { seed: 1, std: 0.01 } } }));
  test("from a difference of gammas with weights", (t) =>
    holdsTo(t, {
      ...base,
      coupling_coef: { filters: { difference_of_gammas: {} }, weights: { normal: { seed: 1, std: 0.01 } } },
    }));
});

describe("memory for filters", { timeout: 600_000 }, () => {
  const [n, b, w] = [500, 3, 60];
  const base = {
    coupling_basis_matrix: { basis: "RaisedCosineLog", n_basis_funcs: b, window_size: w },
    intercepts: new Array(n).fill(-3),
    inverse_link_function: "logistic",
    n_time_bins: 20,
  };
  for (const [what, { contents, file }] of Object.entries(files("filters", [w, n, n]))) {
    // They are read as a coupling is, and then fitted.
    if (!/f8 in|compressed f8/.test(what)) continue;
    test(`from ${what}`, async (t) => {
      put(file, contents());
      await holdsTo(t, { ...base, coupling_coef: { filters: file } });
    });
  }
  test("from normal numbers", (t) =>
    holdsTo(t, { ...base, coupling_coef: { filters: { normal: { seed: 1, std: 0.01 } } } }));
});

describe("memory for feedforward input", { timeout: 600_000 }, () => {
  const [n, k, bins] = [10, 16, 1e5];
  const base = {
    coupling_coef: 0.01,
    coupling_basis_matrix: { basis: "RaisedCosineLog", n_basis_funcs: 3, window_size: 20 },
    intercepts: new Array(n).fill(-3),
    feedforward_coef: { fill: 0.001, shape: [n, k] },
    inverse_link_function: "logistic",
  };
  for (const [what, { contents, file }] of Object.entries(files("feedforward_input", [bins, n, k]))) {
    test(`from ${what}`, async (t) => {
      put(file, contents());
      await holdsTo(t, { ...base, feedforward_input: file });
    });
  }
  test("from compressed numbers that are held", async (t) => {
    put("array.npz", npzFile({ feedforward_input: zeroNpyFile([20_000, n, k], "<f8") }, 1));
    await holdsTo(t, { ...base, feedforward_input: "array.npz" });
  });
  test("from text", async (t) => {
    put("array.csv", csv(bins / 4, n * k));
    await holdsTo(t, { ...base, feedforward_input: { file: "array.csv", shape: [bins / 4, n, k] } });
  });
  test("from numbers in the config", async (t) => {
    const feedforward_input = Array.from({ length: 15_000 }, () => Array.from({ length: n }, (_, i) => [i / 70, 0.5]));
    await holdsTo(t, { ...base, feedforward_coef: { fill: 0.001, shape: [n, 2] }, feedforward_input });
  });
  const sizes = { n_time_bins: bins };
  test("from one number", (t) => holdsTo(t, { ...base, ...sizes, feedforward_input: 0.5 }));
  test("from normal numbers", (t) => holdsTo(t, { ...base, ...sizes, feedforward_input: { normal: { seed: 1 } } }));
  test("from stimuli", (t) =>
    holdsTo(t, {
      ...base,
      ...sizes,
      feedforward_coef: { fill: 0.001, shape: [n, 1] },
      feedforward_input: [{ normal: { seed: 1 } }, { sine: { period: 100, amplitude: 1 } }],
    }));
  test("with very many features", (t) =>
    holdsTo(t, {
      ...base,
      n_time_bins: 50,
      feedforward_coef: { fill: 1e-6, shape: [n, 1e5] },
      feedforward_input: 0.5,
    }));
});
