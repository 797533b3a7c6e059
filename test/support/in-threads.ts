import assert from "node:assert/strict";
import { build } from "esbuild";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { SHIPPED } from "../../scripts/lib/bundling.mjs";
import type { KernelProblem, SpawnThread } from "../../src/kernel/types";
import { WasmKernel } from "../../src/kernel/wasm/kernel";
import { kernelModule } from "../../src/kernel/wasm/module";
import { kernelThreads } from "../../src/worker/kernel-threads";

/** Bundles the thread that helps a kernel into a folder as it ships. */
export async function bundleKernelThread(folder: string): Promise<SpawnThread> {
  const bundle = join(folder, "kernel-thread.cjs");
  await build({ entryPoints: ["src/worker/kernel-thread-entry.ts"], outfile: bundle, ...SHIPPED });
  const spawn = kernelThreads(bundle);
  assert.ok(spawn);
  return spawn;
}

/** Simulates single bins until all `count` threads are at work, then the others at once. */
export async function simulateInThreads(problem: KernelProblem, nTimeBins: number, count: number, spawn: SpawnThread) {
  const module = kernelModule();
  assert.ok(module);
  const kernel = new WasmKernel(module, problem, undefined, { count, spawn, always: true });
  const n = problem.model.nNeurons;
  const spikes = new Int32Array(nTimeBins * n);
  const rates = new Float32Array(nTimeBins * n);
  kernel.advance(1, spikes, rates);
  for (let tries = 0; count > 1 && !kernel.isShared; tries++) {
    assert.ok(tries < 1000, "the threads start");
    await wait(10);
    kernel.advance(1, spikes.subarray(kernel.bin * n), rates.subarray(kernel.bin * n));
    assert.ok(kernel.bin < nTimeBins, "the threads start before the bins are over");
  }
  const end = kernel.advance(nTimeBins - kernel.bin, spikes.subarray(kernel.bin * n), rates.subarray(kernel.bin * n));
  const state = kernel.state();
  kernel.close();
  return { spikes, rates, divergence: end.divergence, state };
}
