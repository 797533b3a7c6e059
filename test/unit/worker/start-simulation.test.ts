import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { MANIFEST_FILE, type RunManifest } from "../../../src/protocol/manifest";
import { openRun } from "../../../src/runs/read/open";
import { readManifest } from "../../../src/runs/manifest/read";
import type { SimulationEvent, SimulationRequest } from "../../../src/simulation/messages";
import type { SimulationControls } from "../../../src/simulation/scheduler";
import { startSimulation } from "../../../src/worker/start-simulation";
import { bundleWorkers } from "../../support/bundle-workers";
import { fabricateRun } from "../../support/fabricate";

const CONFIG = {
  coupling_coef: [
    [[-1], [0.2]],
    [[0.3], [-1]],
  ],
  coupling_basis_matrix: [[1], [0.5]],
  intercepts: [-2, -2.5],
  n_time_bins: 500,
};

let root: string;
let workerFile: string;
before(async () => {
  root = mkdtempSync(join(tmpdir(), "spikeloop-worker-"));
  workerFile = (await bundleWorkers(root)).simulation;
});
after(() => rmSync(root, { recursive: true }));

/** Runs until the thread has ended; `react` is told each event as it comes. */
async function events(
  request: SimulationRequest,
  file: string,
  react: (event: SimulationEvent, simulation: SimulationControls) => void = () => undefined,
): Promise<SimulationEvent[]> {
  const heard: SimulationEvent[] = [];
  const simulation = startSimulation(
    request,
    {
      onEvent: (event) => {
        heard.push(event);
        react(event, simulation);
      },
    },
    file,
  );
  await simulation.done;
  return heard;
}

function config(name: string, changes: Record<string, unknown> = {}): string {
  const folder = join(root, name);
  mkdirSync(folder);
  const file = join(folder, `${name}.glm.json`);
  writeFileSync(file, JSON.stringify({ ...CONFIG, ...changes }));
  return file;
}

describe("a simulation in a worker thread", () => {
  test("tells what it takes, runs when it may, and ends with a run that can be read", async () => {
    const heard = await events({ configFile: config("small") }, workerFile);
    assert.deepEqual(
      heard.map(({ type }) => type).filter((type) => type !== "progress"),
      ["estimate", "started", "ended"],
    );
    const last = heard.at(-1);
    assert.ok(last?.type === "ended");
    assert.equal(last.manifest.status, "finished");
    const run = openRun(last.runFolder);
    const { spikes } = await run.neurons({ range: { start: 0, end: 500 } });
    assert.deepEqual([...spikes], last.manifest.spikes_per_neuron);
    run.close();
  });

  test("stops between two blocks when it is told to, and keeps what was done", async () => {
    const heard = await events(
      { configFile: config("long", { n_time_bins: 2e7 }), blockSize: 100 },
      workerFile,
      (event, simulation) => {
        if (event.type === "progress") simulation.stop();
      },
    );
    const last = heard.at(-1);
    assert.ok(last?.type === "ended");
    assert.equal(last.manifest.status, "cancelled");
    assert.ok(last.manifest.bins_done > 0 && last.manifest.bins_done < 2e7);
    assert.equal(readManifest(last.runFolder).status, "cancelled");
  });

  test("writes nothing when it is stopped instead of let go on", async () => {
    const file = config("unwanted");
    const heard = await events(
      { configFile: file },
      workerFile,
      (event, simulation) => event.type === "estimate" && simulation.stop(),
    );
    assert.deepEqual(
      heard.map(({ type }) => type),
      ["estimate", "refused"],
    );
    assert.deepEqual(readdirSync(join(root, "unwanted")), ["unwanted.glm.json"]);
  });

  test(
    "ends at once when it is stopped while its config is still being read, and writes nothing",
    { timeout: 20_000 },
    async () => {
      // Filters are fitted onto so large a basis for seconds, in one piece.
      const basis = { normal: { seed: 1 }, shape: [450, 450] };
      const file = config("slow", {
        coupling_basis_matrix: basis,
        coupling_coef: { filters: { fill: 1, shape: [450, 1, 1] } },
        intercepts: [-2],
      });
      const heard = await events({ configFile: file }, workerFile, (event, simulation) => {
        if (event.type === "estimate") setTimeout(() => simulation.stop(), 300);
      });
      assert.deepEqual(
        heard.map(({ type }) => type),
        ["estimate", "refused"],
      );
      assert.match(JSON.stringify(heard[1]), /stopped before its first bin/);
      assert.deepEqual(readdirSync(join(root, "slow")), ["slow.glm.json"]);
    },
  );

  test("tells a config's problems, and why a missing one cannot be run", async () => {
    const bad = await events({ configFile: config("bad", { intercepts: [1, 2, 3] }) }, workerFile);
    assert.deepEqual(
      bad.map(({ type }) => type),
      ["problems"],
    );
    const missing = await events({ configFile: join(root, "nowhere.glm.json") }, workerFile);
    assert.equal(missing.length, 1);
    assert.match(JSON.stringify(missing), /nowhere\.glm\.json/);
  });
});

describe("a simulating thread that dies", () => {
  /** A worker file of these lines, which know the run folder. */
  function worker(name: string, lines: string): { file: string; runFolder: string } {
    const runFolder = join(root, `${name}.runs`);
    const running: Partial<RunManifest> = {
      status: "running",
      updated: new Date().toISOString(),
      process: { pid: process.pid, host: hostname() },
    };
    const manifest = fabricateRun(runFolder, { nNeurons: 2, nTimeBins: 100, manifest: running });
    const started = JSON.stringify({ type: "started", runFolder, manifest });
    const file = join(root, `${name}.cjs`);
    writeFileSync(file, `const { parentPort } = require("node:worker_threads"); const started = ${started};\n${lines}`);
    return { file, runFolder };
  }
  const request: SimulationRequest = { configFile: "a.glm.json" };

  test("before a run has begun is a refusal with the reason", async () => {
    for (const [name, lines, reason] of [
      ["throws", "throw new Error('no such thing')", /no such thing/],
      ["exits", "process.exit(3)", /ended unexpectedly \(exit code 3\)/],
      ["silent", "", /ended unexpectedly/],
    ] as const) {
      const heard = await events(request, worker(name, lines).file);
      assert.equal(heard.length, 1);
      assert.ok(heard[0].type === "refused");
      assert.match(heard[0].message, reason);
    }
    const absent = await events(request, join(root, "absent.cjs"));
    assert.ok(absent[0].type === "refused");
    assert.match(absent[0].message, /absent\.cjs/);
  });

  test("leaves its run marked as failed, in the last event and on disk", async () => {
    for (const [name, lines, reason] of [
      [
        "throws-later",
        "parentPort.postMessage(started); setTimeout(() => { throw new Error('it broke') }, 20)",
        /it broke/,
      ],
      ["exits-later", "parentPort.postMessage(started); setTimeout(() => process.exit(9), 20)", /exit code 9/],
    ] as const) {
      const { file, runFolder } = worker(name, lines);
      const heard = await events(request, file);
      const last = heard.at(-1);
      assert.ok(last?.type === "ended");
      assert.equal(last.manifest.status, "failed");
      assert.match(last.manifest.error?.message ?? "", reason);
      assert.deepEqual(readManifest(runFolder), last.manifest);
    }
  });

  test("after its run has ended changes nothing", async () => {
    const { file, runFolder } = worker(
      "ended",
      "parentPort.postMessage(started); parentPort.postMessage({ ...started, type: 'ended' }); setTimeout(() => process.exit(1), 20)",
    );
    const heard = await events(request, file);
    assert.deepEqual(
      heard.map(({ type }) => type),
      ["started", "ended"],
    );
    assert.equal(readManifest(runFolder).status, "running");
    rmSync(join(runFolder, MANIFEST_FILE));
  });

  test("with its run folder gone is a refusal", async () => {
    const { file, runFolder } = worker(
      "gone",
      "parentPort.postMessage(started); setTimeout(() => process.exit(1), 50)",
    );
    const heard = await events(
      request,
      file,
      (event) => event.type === "started" && rmSync(runFolder, { recursive: true }),
    );
    const last = heard.at(-1);
    assert.ok(last?.type === "refused");
    assert.match(last.message, /run\.glmrun\.json/);
  });
});
