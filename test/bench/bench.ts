/**
 * The benchmark. Usage: npm run bench [rounds]
 * All rows of all cases take turns, round by round. Of each the least counts. A machine that shares its processor changes speed from
 * minute to minute, so that what is set against each other is also compared within each round, and the median of the rounds told.
 */
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { createKernel } from "../../src/kernel";
import { CASES, nameOf, problemOf } from "./cases";
import { loadMultiplyAdds } from "./floor";
import { Nemos } from "./nemos";
import { picture } from "./picture";
import { report } from "./report";
import { type Results, resultOf } from "./results";
import { type Figures, type Measure, measuresOf, type Probes } from "./rows";

/** How long each is repeated at a time. */
const SHORT_MS = 50;
const LONG_MS = 300;

const rounds = Number(process.argv[2] || 5);
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
  const probes = { nemos, multiplyAdds: loadMultiplyAdds(readFileSync(join("out", "bench", "peak.wasm"))) };
  const figures: Figures[][] = CASES.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, benchCase] of CASES.entries()) {
      process.stderr.write(`round ${round + 1} of ${rounds}, ${nameOf(benchCase)}\n`);
      figures[i].push(await measureCase(i, probes));
    }
  }
  return {
    machine: {
      cpu: cpus()[0].model,
      cores: availableParallelism(),
      node: process.versions.node,
      platform: `${process.platform} ${process.arch}`,
    },
    nemos: nemos?.versions ?? null,
    withoutNemos: nemos === null ? withoutNemos : null,
    rounds,
    cases: CASES.map((benchCase, i) => resultOf(benchCase, createKernel(problemOf(benchCase)).strategy, figures[i])),
  };
}

/** One round of one case: after each of the long ones all short ones, so that all have seen the same seconds. */
async function measureCase(i: number, probes: Probes): Promise<Figures> {
  let least: Figures = {};
  const repeat = async (measure: Measure, milliseconds: number): Promise<void> => {
    const begin = performance.now();
    do {
      for (const [name, value] of Object.entries(await measure())) {
        const figure = name as keyof Figures;
        least = { ...least, [figure]: Math.min(value, least[figure] ?? Infinity) };
      }
    } while (performance.now() - begin < milliseconds);
  };
  const { short, long, close } = measuresOf(problemOf(CASES[i]), join(folder, String(i)), probes);
  for (const slow of long) {
    await repeat(slow, LONG_MS);
    for (const quick of short) await repeat(quick, SHORT_MS);
  }
  close();
  return least;
}
