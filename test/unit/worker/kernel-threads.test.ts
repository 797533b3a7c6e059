import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { usefulThreads } from "../../../src/kernel";
import type { SpawnThread } from "../../../src/kernel/types";
import { WasmKernel } from "../../../src/kernel/wasm/kernel";
import { kernelModule } from "../../../src/kernel/wasm/module";
import { planKernel } from "../../../src/kernel/wasm/plan";
import { simulateToFolder } from "../../../src/simulation/simulate";
import { kernelThreads } from "../../../src/worker/kernel-threads";
import { bundleKernelThread, simulateInThreads } from "../../support/in-threads";
import { randomProblem, type RandomProblem } from "../../support/random-problems";
import { temporaryFolder } from "../../support/temporary-folder";

let folder: string;
let spawn: SpawnThread;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "spikeloop-kernel-threads-"));
  spawn = await bundleKernelThread(folder);
});
after(() => rmSync(folder, { recursive: true }));

const inThreads = ({ problem, nTimeBins }: RandomProblem, count: number) =>
  simulateInThreads(problem, nTimeBins, count, spawn);

/** Input for as many bins as are wanted. */
function longer({ problem }: RandomProblem, nTimeBins: number): RandomProblem {
  const { feedforward } = problem;
  const read = (first: number, nBins: number): Float32Array => {
    const n = feedforward ? feedforward.nNeurons * feedforward.nFeatures : 0;
    return Float32Array.from({ length: nBins * n }, (_, i) => Math.sin(first * n + i));
  };
  return { nTimeBins, problem: { ...problem, feedforward: feedforward && { ...feedforward, nTimeBins, read } } };
}

describe("threads change no bit of spikes, rates and state", () => {
  // Between them: all links but two, every strategy, rates below and above 10.
  const seeds = [2, 5, 7, 9, 14, 15, 23];
  for (const seed of seeds) {
    test(`random problem ${seed}`, async () => {
      const random = longer(randomProblem(seed), 3000);
      const alone = await inThreads(random, 1);
      for (const count of [2, 3]) assert.deepEqual(await inThreads(random, count), alone, `${count} threads`);
    });
  }

  // Threads share out 64 neurons at a time: here each has some, the last ones fewer.
  const large = [
    [2, 190],
    [4, 130],
    [5, 200],
    [14, 300],
    [23, 257],
    [98, 190],
    [56, 200],
    [9, 196],
  ];
  test("every strategy and raised cosines are among them, with few neurons and with many", () => {
    for (const problems of [
      seeds.map((seed) => randomProblem(seed)),
      large.map(([seed, nNeurons]) => randomProblem(seed, nNeurons)),
    ]) {
      const plans = problems.map(({ problem }) => planKernel(problem.model));
      assert.deepEqual([...new Set(plans.map(({ strategy }) => strategy))].sort(), ["mixed", "project", "scatter"]);
      assert.ok(plans.some(({ hasComplements }) => hasComplements));
    }
  });
  for (const [seed, nNeurons] of large) {
    test(`${nNeurons} neurons, problem ${seed}`, async () => {
      const random = longer(randomProblem(seed, nNeurons), 600);
      const alone = await inThreads(random, 1);
      assert.ok(
        alone.spikes.some((count) => count > 0),
        "somebody spikes",
      );
      for (const count of [2, 3]) assert.deepEqual(await inThreads(random, count), alone, `${count} threads`);
    });
  }

  test("also up to a rate that diverges", async () => {
    const { problem } = randomProblem(2);
    const n = problem.model.nNeurons;
    const read = (first: number, nBins: number): Float32Array =>
      Float32Array.from({ length: nBins * n }, (_, i) => (first * n + i >= 2500 * n ? 2e6 : 0));
    const unstable: RandomProblem = {
      nTimeBins: 3000,
      problem: {
        ...problem,
        feedforward: { nTimeBins: 3000, nNeurons: n, nFeatures: 1, read },
        model: {
          ...problem.model,
          inverseLink: "softplus",
          nFeatures: 1,
          feedforwardCoef: new Float32Array(n).fill(1),
          intercepts: new Float32Array(n).fill(-1),
        },
      },
    };
    const alone = await inThreads(unstable, 1);
    assert.equal(alone.divergence?.bin, 2500);
    assert.deepEqual(await inThreads(unstable, 2), alone);
  });
});

test("threads help only while they may, and that changes no bit either", async () => {
  const random = longer(randomProblem(9), 3000);
  const { spikes } = await inThreads(random, 1);
  const n = random.problem.model.nNeurons;
  const module = kernelModule();
  assert.ok(module);
  let mayHelp = true;
  const kernel = new WasmKernel(module, random.problem, undefined, {
    count: 2,
    spawn,
    always: true,
    mayHelp: () => mayHelp,
  });
  const ours = new Int32Array(3000 * n);
  const advance = (bins: number): void =>
    void kernel.advance(bins, ours.subarray(kernel.bin * n), new Float32Array(bins * n));
  while (!kernel.isShared) {
    advance(1);
    await wait(10);
  }
  for (const may of [false, true, false]) {
    mayHelp = may;
    advance(400);
    assert.equal(kernel.isShared, may);
  }
  advance(3000 - kernel.bin);
  kernel.close();
  assert.deepEqual(ours, spikes);
});

test("a run asks before its blocks whether threads may help", async (t) => {
  const configFile = join(temporaryFolder(t), "net.glm.json");
  writeFileSync(
    configFile,
    JSON.stringify({
      coupling_coef: -0.01,
      arithmetic: "fast",
      coupling_basis_matrix: [[1], [0.5]],
      intercepts: { fill: -4, shape: [520] },
      n_time_bins: 400_000,
    }),
  );
  const stop = new AbortController();
  let threads: number | undefined;
  await simulateToFolder(
    { configFile, threads: 2 },
    {
      onEvent: (event) => event.type === "started" && ({ threads } = event.manifest.engine),
      signal: stop.signal,
      spawn,
      mayHelp() {
        stop.abort();
        return false;
      },
    },
  );
  assert.equal(threads, 2);
  assert.ok(stop.signal.aborted, "it was asked");
});

test("small networks and short runs are left to one thread, large ones get no more than allowed", () => {
  assert.equal(usefulThreads(100, 1e9, 8), 1);
  assert.equal(usefulThreads(1000, 100, 8), 1);
  assert.equal(usefulThreads(1000, 1e6, 2), 2);
  assert.equal(usefulThreads(1000, 1e6, 1), 1);
});

test("a bundle that is missing leaves the kernel alone", () =>
  assert.equal(kernelThreads(join(tmpdir(), "no-such-bundle.js")), undefined));
