import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { SimulationEvent } from "../../../src/simulation/messages";
import { startSimulation } from "../../../src/worker/start-simulation";
import { WarmThread } from "../../../src/worker/warm";
import { bundleWorkers } from "../../support/bundle-workers";

const CONFIG = { coupling_coef: [[[-1]]], coupling_basis_matrix: [[1]], intercepts: [-1], n_time_bins: 200 };

let root: string;
let workerFile: string;
let configFile: string;
before(async () => {
  root = mkdtempSync(join(tmpdir(), "spikeloop-warm-"));
  workerFile = (await bundleWorkers(root)).simulation;
  configFile = join(root, "one.glm.json");
  writeFileSync(configFile, JSON.stringify(CONFIG));
});
after(() => rmSync(root, { recursive: true }));

async function lastOf(thread: Parameters<typeof startSimulation>[2]): Promise<SimulationEvent | undefined> {
  const heard: SimulationEvent[] = [];
  await startSimulation({ configFile }, { onEvent: (event) => void heard.push(event) }, thread).done;
  return heard.at(-1);
}

describe("a thread that waits for its simulation", () => {
  test("simulates what a thread that was started for it does, and ends with it", async () => {
    const warm = new WarmThread(workerFile);
    warm.prepare();
    const [waited, started] = [await lastOf(warm.take()), await lastOf(workerFile)];
    assert.ok(waited?.type === "ended" && started?.type === "ended");
    assert.equal(waited.manifest.status, "finished");
    assert.deepEqual(waited.manifest.spikes_per_neuron, started.manifest.spikes_per_neuron);
  });

  test("is given away once, and there is never more than one", async () => {
    const warm = new WarmThread(workerFile);
    warm.prepare();
    warm.prepare();
    const [first, second] = [warm.take(), warm.take()];
    assert.notEqual(first.threadId, second.threadId);
    assert.equal(second.threadId, first.threadId + 1, "a thread was started that nobody holds");
    await Promise.all([first.terminate(), second.terminate()]);
  });

  test("is not given away when it has died", async () => {
    const warm = new WarmThread(workerFile);
    warm.prepare();
    const dead = warm.take();
    warm.prepare();
    await dead.terminate();
    const file = join(root, "dies.cjs");
    writeFileSync(file, "process.exit(1);");
    const dying = new WarmThread(file);
    dying.prepare();
    await new Promise((done) => setTimeout(done, 300));
    writeFileSync(file, `require("node:worker_threads").parentPort.on("message", () => process.exit(7));`);
    const alive = dying.take();
    alive.postMessage("end");
    assert.deepEqual(await once(alive, "exit"), [7]);
    warm.close();
  });

  test("ends when it is closed without having been used", async () => {
    const warm = new WarmThread(workerFile);
    warm.prepare();
    warm.close();
    const next = warm.take();
    assert.equal((await lastOf(next))?.type, "ended");
  });
});
