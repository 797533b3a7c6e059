/**
 * The benchmark. Usage: npm run bench [rounds]
 * All rows of all cases take turns, round by round, and the least of each counts: what disturbs the machine then disturbs all alike.
 */
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { createKernel } from "../../src/kernel";
import { CASES, nameOf, problemOf } from "./cases";
import { peakMultiplyAdds } from "./floor";
import { Nemos } from "./nemos";
import { picture } from "./picture";
import { report } from "./report";
import { type Results, resultOf } from "./results";
import { type Figures, measuresOf } from "./rows";

const rounds = Number(process.argv[2] ?? 5);
const { SPIKELOOP_PYTHON: python, SPIKELOOP_NO_NEMOS: withoutNemos = "no Python with NeMoS was named" } = process.env;
const folder = mkdtempSync(join(tmpdir(), "spikeloop-bench-"));
try {
  const nemos = python ? await Nemos.start(python) : null;
  const results = await measure(nemos);
  nemos?.stop();
  mkdirSync("bench", { recursive: true });
  mkdirSync("media/pictures", { recursive: true });
  writeFileSync("bench/results.json", JSON.stringify(results, null, 1) + "\n");
  writeFileSync("media/pictures/bench.svg", picture(results));
  console.log(report(results));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(nemos: Nemos | null): Promise<Results> {
  const peak = peakMultiplyAdds(readFileSync(join("out", "bench", "peak.wasm")));
  const least: Figures[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const [i, benchCase] of CASES.entries()) {
      process.stderr.write(`round ${round + 1} of ${rounds}, ${nameOf(benchCase)}\n`);
      least[i] = await measureCase(i, nemos, least[i] ?? {});
    }
  }
  return {
    machine: { cpu: cpus()[0].model, cores: availableParallelism(), node: process.versions.node, platform: `${process.platform} ${process.arch}` },
    nemos: nemos?.versions ?? null,
    withoutNemos: nemos === null ? withoutNemos : null,
    rounds,
    peakMultiplyAdds: peak,
    cases: CASES.map((benchCase, i) => resultOf(benchCase, createKernel(problemOf(benchCase)).strategy, least[i], peak)),
  };
}

/** One round of one case. Ours are measured several times, for they take milliseconds where NeMoS takes seconds. */
async function measureCase(i: number, nemos: Nemos | null, least: Figures): Promise<Figures> {
  const problem = problemOf(CASES[i]);
  for (const measure of measuresOf(problem, join(folder, String(i)), nemos)) {
    const begin = performance.now();
    do {
      for (const [name, value] of Object.entries(await measure())) {
        const figure = name as keyof Figures;
        least = { ...least, [figure]: Math.min(value, least[figure] ?? Infinity) };
      }
    } while (performance.now() - begin < 300);
  }
  return least;
}
