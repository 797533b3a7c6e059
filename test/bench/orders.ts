/**
 * Benchmarks NeMoS' order of additions beside the fastest order and NeMoS itself, in each way to fuse multiply-adds that this Node has.
 * Usage: npm run bench orders [rounds]
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { createKernel } from "../../src/kernel";
import type { Kernel } from "../../src/kernel/types";
import { NemosOrderWasmKernel } from "../../src/kernel/wasm/nemos-order/kernel";
import { nemosOrderModules } from "../../src/kernel/wasm/nemos-order/module";
import { writeArguments } from "./arguments";
import { type BenchCase, BY_ORDER, problemOf } from "./cases";
import { Nemos } from "./nemos";
import { nemosBins } from "./rows";

const FILE = "bench/orders.json";
/** Neuron-bins of a slice, fewer with many neurons: long enough to be timed, short enough to be repeated often. */
const SLICE = 2e5;
const REPEATS = 20;
const ORDERS = ["avx512", "avx2"] as const;

/** Nanoseconds per bin by name, the least of all rounds. */
type Row = Record<string, number>;

const rounds = Number(process.argv[2] || 3);
const python = process.env.SPIKELOOP_PYTHON;
const folder = mkdtempSync(join(tmpdir(), "spikeloop-bench-"));
try {
  const nemos = python ? await Nemos.start(python) : null;
  const rows: (BenchCase & Row)[] = [];
  for (const benchCase of BY_ORDER) {
    const row = await measure(benchCase, nemos);
    rows.push({ ...benchCase, ...row });
    const figures = Object.entries(row).map(([name, ns]) => `${name} ${Math.round(ns)}`);
    console.log(`N=${benchCase.nNeurons} B=${benchCase.nBasisFuncs}, ns per bin: ${figures.join(", ")}`);
  }
  nemos?.stop();
  const known = existsSync(FILE) ? (JSON.parse(readFileSync(FILE, "utf8")) as object) : {};
  const node = `node ${process.versions.node.split(".")[0]}`;
  const results = { ...known, [node]: { cpu: cpus()[0].model, nemos: nemos?.versions ?? null, rounds, rows } };
  writeFileSync(FILE, JSON.stringify(results, null, 1) + "\n");
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(benchCase: BenchCase, nemos: Nemos | null): Promise<Row> {
  const row: Row = {};
  const note = (name: string, ns: number): void => void (row[name] = Math.min(ns, row[name] ?? Infinity));
  const kernels = kernelsOf(benchCase);
  const { nNeurons } = benchCase;
  const nBins = Math.ceil(SLICE / nNeurons / Math.max(1, nNeurons / 20));
  const [spikes, rates] = [new Int32Array(nBins * nNeurons), new Float32Array(nBins * nNeurons)];
  const bins = nemosBins(nNeurons);
  let [long, short] = [Infinity, Infinity];
  writeArguments(folder, problemOf(benchCase), nBins);
  for (let round = 0; round < rounds; round++) {
    for (let repeat = 0; repeat < REPEATS; repeat++)
      for (const [name, kernel] of kernels) {
        const begin = performance.now();
        kernel.advance(nBins, spikes, rates);
        note(name, ((performance.now() - begin) * 1e6) / nBins);
      }
    if (nemos) {
      long = Math.min(long, await nemos.seconds(folder, 3 * bins));
      short = Math.min(short, await nemos.seconds(folder, bins));
    }
  }
  // NeMoS compiles in every call, so that the time of a bin is a difference of two calls.
  if (nemos) note("NeMoS", ((long - short) * 1e9) / (2 * bins));
  for (const [, kernel] of kernels) kernel.close?.();
  return row;
}

function kernelsOf(benchCase: BenchCase): (readonly [name: string, kernel: Kernel])[] {
  const problem = problemOf(benchCase);
  const ordered = ORDERS.flatMap((order) =>
    nemosOrderModules().map(
      (module) => [`${order} ${module.name}`, new NemosOrderWasmKernel(module, problem, order)] as const,
    ),
  );
  return [["fast", createKernel(problem)], ...ordered];
}
