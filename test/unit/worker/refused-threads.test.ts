import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test, type TestContext } from "node:test";
import { createKernel } from "../../../src/kernel";
import { Alarm } from "../../../src/kernel/wasm/alarm";
import type { ThreadStart } from "../../../src/kernel/wasm/thread";
import type { RunManifest } from "../../../src/protocol/manifest";
import { simulateToFolder } from "../../../src/simulation/simulate";
import { createSums } from "../../../src/runs/summaries";
import { kernelThreads } from "../../../src/worker/kernel-threads";
import { temporaryFolder } from "../../support/temporary-folder";
import { randomProblem } from "../../support/random-problems";

/** From now on the engine refuses to make what `WebAssembly` has under this name. */
function refuse(t: TestContext, name: "Memory" | "Instance"): void {
  // The memory of the last kernel would be used again.
  createKernel(randomProblem(1).problem);
  t.mock.method(WebAssembly, name, function () {
    throw new RangeError(`WebAssembly.${name}(): could not allocate memory`);
  });
}

async function manifestOf(
  t: TestContext,
  nNeurons = 2,
  nTimeBins = 500,
  spawn?: (start: unknown) => void,
): Promise<RunManifest> {
  const configFile = join(temporaryFolder(t), "net.glm.json");
  writeFileSync(
    configFile,
    JSON.stringify({
      coupling_coef: -0.01,
      arithmetic: "fast",
      coupling_basis_matrix: [[1], [0.5]],
      intercepts: { fill: -2, shape: [nNeurons] },
      inverse_link_function: "logistic",
      n_time_bins: nTimeBins,
    }),
  );
  const ends: RunManifest[] = [];
  await simulateToFolder(
    { configFile, threads: 2 },
    {
      onEvent: (event) => void (event.type === "ended" && ends.push(event.manifest)),
      signal: new AbortController().signal,
      spawn,
    },
  );
  assert.equal(ends.length, 1);
  assert.equal(ends[0].status, "finished", ends[0].error?.message);
  return ends[0];
}

describe("where the engine refuses", () => {
  for (const name of ["Memory", "Instance"] as const) {
    test(`a WebAssembly.${name}, the TypeScript kernel runs, and the manifest says so`, async (t) => {
      const before = await manifestOf(t);
      assert.equal(before.engine.kernel, "wasm-simd");
      refuse(t, name);
      const { engine, spikes_per_neuron, rate_mean } = await manifestOf(t);
      assert.deepEqual(engine, { ...before.engine, kernel: "typescript", threads: 1, strategy: "project" });
      assert.deepEqual(spikes_per_neuron, before.spikes_per_neuron);
      assert.ok(Math.abs((rate_mean ?? 0) - (before.rate_mean ?? 0)) < 1e-6);
      assert.equal(createKernel(randomProblem(1).problem).name, "typescript");
      assert.equal(createKernel({ ...randomProblem(1).problem, order: "avx2" }).name, "typescript");
      assert.equal(createSums(3).constructor.name, "TypescriptSums");
    });
  }

  test("to start a thread, one simulates alone, and the manifest says so", async (t) => {
    const refused = await manifestOf(t, 520, 40_000, (start) =>
      new Alarm((start as ThreadStart).alarm).raise("it could not be started"),
    );
    assert.deepEqual([refused.engine.kernel, refused.engine.threads], ["wasm-simd", 1]);
  });

  test("to load a thread's code, the manifest of the run that has ended says so", async (t) => {
    const broken = join(temporaryFolder(t), "broken.cjs");
    writeFileSync(broken, "throw new Error('it cannot be loaded')");
    assert.equal((await manifestOf(t, 520, 40_000, kernelThreads(broken))).engine.threads, 1);
  });
});
