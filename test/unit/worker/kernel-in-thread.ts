import assert from "node:assert/strict";
import { parentPort } from "node:worker_threads";
import { setTimeout as wait } from "node:timers/promises";
import { WasmKernel } from "../../../src/kernel/wasm/kernel";
import { kernelModule } from "../../../src/kernel/wasm/module";
import { randomProblem } from "../../support/random-problems";

/**
 * A kernel in a thread of its own, which simulates until an error ends it and tells that to its parent. The parent also starts
 * the thread that helps it: so that it can end that one while the kernel does nothing but simulate.
 */
const port = parentPort;
const module = kernelModule();
assert.ok(port && module);
const { problem } = randomProblem(9);
const kernel = new WasmKernel(module, { ...problem, feedforward: null }, undefined, {
  count: 2,
  always: true,
  patienceMs: 600,
  spawn: (start) => port.postMessage({ start }),
});
const n = problem.model.nNeurons;

async function simulateForEver(): Promise<never> {
  const bins = 200_000;
  const [spikes, rates] = [new Int32Array(bins * n), new Float32Array(bins * n)];
  while (!kernel.isShared) {
    kernel.advance(1, spikes.subarray(0, n), rates.subarray(0, n));
    await wait(10);
  }
  port?.postMessage({ busy: true });
  for (;;) kernel.advance(bins, spikes, rates);
}

simulateForEver().catch((error: Error) => port.postMessage({ error: error.message, bin: kernel.bin }));
