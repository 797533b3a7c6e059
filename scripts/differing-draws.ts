// Compares how many draws are expected to differ from NeMoS' in the fastest order (src/model/differing-draws.ts) with how many do, over
// models from tame to ill-conditioned, and prints the table of docs/agreement.md. NeMoS' rates are those of its order, bit for bit.
// Usage: npm run differing-draws [-- seconds per model]
import { createKernel } from "../src/kernel";
import { TypescriptKernel } from "../src/kernel/reference/typescript";
import type { KernelProblem } from "../src/kernel/types";
import { estimateDifference } from "../src/model/differing-draws";
import { significant } from "../src/text/numbers";
import { MODELS, type NamedModel } from "./differing-draws/models";

const SECONDS = Number(process.argv[2] ?? 10);
const BLOCK = 256;
const LEAST_FOUND = 10;

/** What was found in all bins of some runs. */
interface Found {
  bins: number;
  /** Draws that differ, and by how much the rates differ in all: so many draws are to be expected to differ. */
  draws: number;
  rates: number;
}

console.log("| model | N | B | W | K | T | expected | found | by rates | draws compared |");
console.log("|---|---|---|---|---|---|---|---|---|---|");
for (const named of MODELS) {
  const { name, model, feedforward, nTimeBins } = named();
  const { draws } = estimateDifference(model, feedforward, nTimeBins);
  const found = compare({ name, model, feedforward, nTimeBins });
  const perRun = (value: number): string => significant((value * nTimeBins) / found.bins, 2);
  const { nNeurons, nBasisFuncs, windowSize, nFeatures } = model;
  const cells = [name, nNeurons, nBasisFuncs, windowSize, nFeatures, nTimeBins, significant(draws, 2)];
  const isFound = found.draws >= LEAST_FOUND;
  console.log(
    `| ${[...cells, isFound ? perRun(found.draws) : `(${found.draws})`, perRun(found.rates), significant(found.bins * nNeurons, 2)].join(" | ")} |`,
  );
}

function compare({ model, feedforward, nTimeBins }: NamedModel): Found {
  const found = { bins: 0, draws: 0, rates: 0 };
  const end = performance.now() + 1000 * SECONDS;
  for (let run = 0; performance.now() < end; run++)
    add(found, compareRun({ model, feedforward, key: [7, run] }, nTimeBins, end));
  return found;
}

function add(sum: Found, found: Found): void {
  sum.bins += found.bins;
  sum.draws += found.draws;
  sum.rates += found.rates;
}

/**
 * Compares bin by bin with the same history: after a draw that differs, the fastest order goes on from NeMoS' counts. A run that diverges
 * counts as nothing.
 */
function compareRun(problem: KernelProblem, nTimeBins: number, end: number): Found {
  const found = { bins: 0, draws: 0, rates: 0 };
  const { model } = problem;
  const n = model.nNeurons;
  const [spikes, others] = [new Int32Array(BLOCK * n), new Int32Array(BLOCK * n)];
  const [rates, otherRates] = [new Float32Array(BLOCK * n), new Float32Array(BLOCK * n)];
  let nemos = createKernel({ ...problem, order: "avx512" });
  let fast = createKernel(problem);
  while (nemos.bin < nTimeBins && performance.now() < end) {
    const before = nemos.state();
    const { binsDone, divergence } = nemos.advance(Math.min(BLOCK, nTimeBins - before.bin), spikes, rates);
    fast.advance(binsDone, others, otherRates);
    const differs = spikes.findIndex((count, at) => at < binsDone * n && count !== others[at]);
    const bins = differs < 0 ? binsDone : Math.floor(differs / n) + 1;
    for (let at = 0; at < bins * n; at++) {
      if (spikes[at] !== others[at]) found.draws++;
      found.rates += Math.abs(rates[at] - otherRates[at]);
    }
    found.bins += bins;
    if (differs >= 0) {
      nemos.close?.();
      fast.close?.();
      nemos = createKernel({ ...problem, order: "avx512" }, before);
      nemos.advance(bins, spikes, rates);
      const initY = Float32Array.from(nemos.state().committed);
      const { committed } = new TypescriptKernel({ ...problem, model: { ...model, initY } }).state();
      fast = createKernel(problem, { bin: nemos.bin, committed });
    }
    if (divergence && differs < 0) return { bins: 0, draws: 0, rates: 0 };
  }
  nemos.close?.();
  fast.close?.();
  return found;
}
