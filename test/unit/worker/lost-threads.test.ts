import assert from "node:assert/strict";
import { build } from "esbuild";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { SHIPPED } from "../../../scripts/lib/bundling.mjs";
import { Alarm, ThreadLostError } from "../../../src/kernel/wasm/alarm";
import { WasmKernel } from "../../../src/kernel/wasm/kernel";
import { kernelModule } from "../../../src/kernel/wasm/module";
import type { RunManifest } from "../../../src/protocol/manifest";
import { openRun } from "../../../src/runs/read/open";
import { readManifest } from "../../../src/runs/manifest/read";
import { simulateToFolder } from "../../../src/simulation/simulate";
import { kernelThreads } from "../../../src/worker/kernel-threads";
import { randomProblem } from "../../support/random-problems";

let folder: string;
const bundle = (name: string): string => join(folder, `${name}.cjs`);
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "spikeloop-lost-threads-"));
  // A helper whose first draw that is left to TypeScript fails: in the middle of a block.
  const failing =
    'const { KnuthDraws } = require("./src/random/knuth"); KnuthDraws.prototype.draw = () => { throw new Error("out of luck"); }; require("./src/worker/kernel-thread-entry");';
  await Promise.all([
    build({ entryPoints: ["src/worker/kernel-thread-entry.ts"], outfile: bundle("helper"), ...SHIPPED }),
    build({ entryPoints: ["test/unit/worker/kernel-in-thread.ts"], outfile: bundle("kernel"), ...SHIPPED }),
    build({ stdin: { contents: failing, resolveDir: process.cwd() }, outfile: bundle("failing"), ...SHIPPED }),
  ]);
});
after(() => rmSync(folder, { recursive: true }));

describe("a thread that helps and stops", { timeout: 60_000 }, () => {
  test("without a word, in the middle of a block, leaves nobody waiting for ever", async () => {
    const kernel = new Worker(bundle("kernel"));
    const [{ start }] = await once(kernel, "message");
    const helper = new Worker(bundle("helper"), { workerData: start });
    const [{ busy }] = await once(kernel, "message");
    assert.ok(busy);
    await wait(50);
    await helper.terminate();
    const [{ error, bin }] = await once(kernel, "message");
    assert.match(error, /^A thread that helped to simulate has stopped: it did not answer for 0.6 s/);
    assert.ok(bin > 0);
    await kernel.terminate();
  });

  test("with an error in the middle of a block ends the run as failed, says why and keeps what was done", async () => {
    const n = 520;
    const configFile = join(folder, "net.glm.json");
    writeFileSync(
      configFile,
      JSON.stringify({
        coupling_coef: -0.01,
        arithmetic: "fast",
        coupling_basis_matrix: [[1], [0.5]],
        intercepts: { fill: -2, shape: [n] },
        inverse_link_function: "logistic",
        n_time_bins: 100_000,
      }),
    );
    let last: { runFolder: string; manifest: RunManifest } | null = null;
    await simulateToFolder(
      { configFile, threads: 2 },
      {
        onEvent: (event) => event.type === "ended" && (last = event),
        signal: new AbortController().signal,
        spawn: kernelThreads(bundle("failing")),
      },
    );
    assert.ok(last);
    const { runFolder, manifest } = last as { runFolder: string; manifest: RunManifest };
    assert.equal(manifest.status, "failed");
    assert.match(manifest.error?.message ?? "", /^A thread that helped to simulate has stopped: out of luck\./);
    assert.equal(readManifest(runFolder).status, "failed");
    assert.ok(manifest.bins_done > 0 && manifest.bins_done < 100_000);
    const run = openRun(runFolder);
    const { spikes } = await run.neurons({ range: { start: 0, end: manifest.bins_done } });
    assert.equal(
      spikes.reduce((a, b) => a + b),
      manifest.spikes_total,
    );
    run.close();
  });

  test("between two blocks is not missed: the kernel goes on alone, with the same spikes and rates", async () => {
    const module = kernelModule();
    assert.ok(module);
    const random = randomProblem(9);
    const n = random.problem.model.nNeurons;
    const nTimeBins = 500;
    const problem = { ...random.problem, feedforward: null };
    const simulate = async (kernel: WasmKernel, between: () => Promise<void>) => {
      const [spikes, rates] = [new Int32Array(nTimeBins * n), new Float32Array(nTimeBins * n)];
      const advance = (bins: number): void =>
        void kernel.advance(bins, spikes.subarray(kernel.bin * n), rates.subarray(kernel.bin * n));
      while (kernel.bin < 100 || (kernel.threads > 1 && !kernel.isShared && kernel.bin < 300)) {
        advance(1);
        await wait(kernel.threads > 1 ? 5 : 0);
      }
      await between();
      advance(nTimeBins - kernel.bin);
      return { spikes, rates };
    };
    const alone = await simulate(new WasmKernel(module, problem), async () => undefined);

    const helpers: Worker[] = [];
    const spawn = (start: unknown): void => {
      const helper = new Worker(bundle("helper"), { workerData: start });
      helper.on("exit", () => new Alarm((start as { alarm: SharedArrayBuffer }).alarm).raise("it ended"));
      helpers.push(helper);
    };
    const kernel = new WasmKernel(module, problem, undefined, { count: 2, always: true, spawn });
    const together = await simulate(kernel, async () => {
      assert.equal(kernel.isShared, true);
      await Promise.all(helpers.map((helper) => helper.terminate()));
    });
    assert.equal(kernel.isShared, false);
    assert.deepEqual(together, alone);
  });
});

describe("the alarm", () => {
  const memory = (): WebAssembly.Memory => new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });

  test("wakes a thread that sleeps, with the first reason that was given", () => {
    const alarm = new Alarm();
    const sleep = new Alarm(alarm.shared).sleeper(memory());
    sleep(0, 0);
    assert.equal(alarm.isRaised, false);
    alarm.raise("it broke");
    alarm.raise("and so did others");
    assert.equal(alarm.isRaised, true);
    assert.throws(
      () => sleep(0, 0),
      (error) => error instanceof ThreadLostError && error.message.includes("stopped: it broke."),
    );
  });

  test("is not raised by a wait that was long but once: the process may have been suspended", () => {
    const alarm = new Alarm();
    const sleep = alarm.sleeper(memory(), 400);
    sleep(0, 0);
    assert.equal(alarm.isRaised, false);
    sleep(0, 1); // woken: it counts anew
    sleep(0, 0);
    assert.equal(alarm.isRaised, false);
    assert.throws(() => sleep(0, 0), ThreadLostError);
    assert.equal(alarm.isRaised, true);
  });
});
