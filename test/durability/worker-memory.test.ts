import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { startSimulation } from "../../src/worker/start-simulation";
import type { SimulationEvent } from "../../src/simulation/messages";

const NEURONS = 100;
/** The longer run's results are about 96 MB: were they kept in memory, the bound below would be passed twice over. */
const BINS = [10_000, 120_000];
const MOST_GROWTH_MB = 40;
const WORKER = resolve("dist/simulation-worker.js");

const folder = mkdtempSync(join(tmpdir(), "spikeloop-memory-"));
after(() => rmSync(folder, { recursive: true, force: true }));

test(
  `the simulating thread takes no more memory for ${BINS[1]} bins than for ${BINS[0]}`,
  { timeout: 240_000 },
  async (t) => {
    await peakMemory(1000); // what is loaded once is not to count
    const shorter = await peakMemory(BINS[0]);
    const longer = await peakMemory(BINS[1]);
    const mb = (bytes: number): number => Math.round(bytes / 1e6);
    t.diagnostic(
      `resident memory at its peak with the worker: ${mb(shorter)} MB for ${BINS[0]} bins, ${mb(longer)} MB for ${BINS[1]} bins of ${NEURONS} neurons`,
    );
    assert.ok(mb(longer - shorter) < MOST_GROWTH_MB, `it grew by ${mb(longer - shorter)} MB`);
  },
);

/** The highest resident memory, in bytes, of this process while a worker thread in it simulates so many bins. */
async function peakMemory(nTimeBins: number): Promise<number> {
  const configFile = join(folder, `bins-${nTimeBins}.glm.json`);
  writeFileSync(
    configFile,
    JSON.stringify({
      coupling_basis_matrix: { basis: "RaisedCosineLog", n_basis_funcs: 3, window_size: 20 },
      coupling_coef: { normal: { seed: 1, mean: 0, std: 0.01 }, shape: [NEURONS, NEURONS, 3] },
      intercepts: -5,
      n_time_bins: nTimeBins,
    }),
  );
  let peak = 0;
  const look = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 10);
  let last: SimulationEvent | undefined;
  const simulation = startSimulation({ configFile }, { onEvent: (event) => (last = event) }, WORKER);
  await simulation.done.finally(() => clearInterval(look));
  assert.equal(last?.type === "ended" && last.manifest.status, "finished", JSON.stringify(last));
  return peak;
}
