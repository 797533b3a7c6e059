import assert from "node:assert/strict";
import { suite, test } from "mocha";
import * as vscode from "vscode";
import { LiveRuns } from "../../src/host/simulations/live-runs";
import { configName } from "../../src/host/shared/names";
import { ProgressOfSeveral } from "../../src/host/simulations/progress";
import type { ReadableRun } from "../../src/host/runs-view/run-records";
import type { Outcome, SimulationHandle } from "../../src/host/simulations/manager";
import { factsOf } from "../../src/host/runs-view/files";
import { Throttled } from "../../src/host/shared/timing";
import { ViewStates } from "../../src/host/run-view/view-states";
import type { ViewState } from "../../src/protocol/panel";
import { until } from "./support";

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const STATE: ViewState = {
  range: { start: 5, end: 90 },
  order: "rate",
  reverse: true,
  hiddenGroups: [],
  selection: [1],
  drive: false,
  log: null,
  sameScale: false,
  scrollTop: 0,
};

suite("Small parts", () => {
  test("a config is called by its name without the ending", async () => {
    assert.equal(configName("/a/b/two-neurons.glm.json"), "two-neurons");
    assert.equal(configName("C:\\a\\net.glm.json"), "net");
  });

  test("a throttled action runs at once, never twice at the same time, and once more for what came meanwhile", async () => {
    let running = 0;
    let runs = 0;
    const throttled = new Throttled(20, async () => {
      runs++;
      assert.equal(++running, 1);
      await new Promise((resolve) => setTimeout(resolve, 30));
      running--;
    });
    for (let i = 0; i < 10; i++) throttled.trigger();
    assert.equal(runs, 1);
    await new Promise((resolve) => setTimeout(resolve, 150));
    assert.equal(runs, 2);
  });

  test("a throttled action that fails is run again by the next trigger", async () => {
    let runs = 0;
    const throttled = new Throttled(5, () => {
      runs++;
      return Promise.reject(new Error("this failure is part of a test"));
    });
    throttled.trigger();
    await new Promise((resolve) => setTimeout(resolve, 30));
    throttled.trigger();
    assert.equal(runs, 2);
  });

  test("how far runs are is told together, not at first and not too often; what began or ended is told to the lists", async () => {
    const changes = new vscode.EventEmitter<SimulationHandle>();
    const simulation = {
      runFolder: "/a",
      manifest: { status: "running", bins_done: 10, elapsed_seconds: 1, n_time_bins: 100 },
    } as unknown as Writable<SimulationHandle>;
    const all: SimulationHandle[] = [simulation];
    let refreshed = 0;
    const runs = {
      read: () => Promise.reject(new Error("no run of another process is followed")),
      noteWritten: () => undefined,
      refresh: () => void refreshed++,
    };
    const live = new LiveRuns(
      { all, of: (folder) => all.find(({ runFolder }) => runFolder === folder), onDidChange: changes.event },
      runs,
    );
    const after = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
    const begin = performance.now();
    const told: { at: number; bins: number | undefined; drawn: number }[] = [];
    let drawn = 0;
    live.onWillPublish(({ waitUntil }) => waitUntil(after(20).then(() => void drawn++)));
    live.onDidPublish(() =>
      told.push({ at: performance.now() - begin, bins: live.momentOf("/a")?.manifest.bins_done, drawn }),
    );
    const move = (bins_done: number, status = "running"): void => {
      simulation.manifest = {
        ...simulation.manifest,
        status,
        bins_done,
        elapsed_seconds: bins_done / 10,
      } as SimulationHandle["manifest"];
      changes.fire(simulation);
    };
    for (let bins = 10; bins <= 30; bins += 2) {
      move(bins);
      await after(100);
    }
    assert.ok(told.length >= 2 && told.length <= 4, `told ${told.length} times`);
    assert.ok(told[0].at >= 490, `told first after ${told[0].at} ms`);
    // Every 250 ms is begun; how long the drawing takes differs on a busy machine.
    for (let i = 1; i < told.length; i++) assert.ok(told[i].at - told[i - 1].at >= 150, JSON.stringify(told));
    told.forEach((one, i) => assert.equal(one.drawn, i + 1, "all wait for whoever takes long to draw it"));
    assert.equal(
      live.textOf(simulation),
      `${told.at(-1)?.bins}\u202f% · ETA ${Math.ceil((100 - (told.at(-1)?.bins ?? 0)) / 10)}\u202fs`,
    );
    assert.equal(refreshed, 1, "the run has begun");
    all.pop();
    move(30, "cancelled");
    await after(400);
    assert.equal(live.momentOf("/a"), undefined);
    assert.equal(refreshed, 2, "the run has ended");
    const times = told.length;
    changes.fire(simulation);
    live.dispose();
    await after(700);
    assert.equal(told.length, times);
  });

  test("a run of another process is looked at until it has ended, and then its end is passed on", async () => {
    let manifest = { status: "running", bins_done: 10, elapsed_seconds: 1, n_time_bins: 100 };
    const record = (): ReadableRun =>
      ({ folder: "/b", manifest, status: manifest.status, configFile: "/b.glm.json" }) as unknown as ReadableRun;
    const written: string[] = [];
    const runs = {
      read: () => Promise.resolve(record()),
      noteWritten: (folder: string) => void written.push(folder),
      refresh: () => undefined,
    };
    const none = { all: [], of: () => undefined, onDidChange: new vscode.EventEmitter<SimulationHandle>().event };
    const live = new LiveRuns(none, runs);
    live.follow({ ...record(), status: "interrupted" });
    assert.equal(live.momentOf("/b"), undefined);
    live.follow(record());
    live.follow(record());
    assert.equal(live.momentOf("/b")?.manifest.bins_done, 10);
    manifest = { ...manifest, bins_done: 30, elapsed_seconds: 3 };
    await until("the new manifest", () => live.momentOf("/b")?.manifest.bins_done === 30, 3000);
    assert.equal(Math.round(live.momentOf("/b")?.secondsLeft ?? 0), 7);
    manifest = { ...manifest, status: "finished", bins_done: 100 };
    await until("the end", () => written.length > 0, 3000);
    assert.deepEqual(written, ["/b"]);
    assert.equal(live.momentOf("/b"), undefined);
    live.dispose();
  });

  test("several simulations have one progress: each counts alike, and what has ended counts as done", async () => {
    let milliseconds = 0;
    const end: ((outcome: Outcome) => void)[] = [];
    const one = (manifest: unknown): SimulationHandle => ({
      configFile: "a.glm.json",
      name: "a",
      runFolder: null,
      manifest: manifest as SimulationHandle["manifest"],
      stop: () => undefined,
      outcome: new Promise((resolve) => end.push(resolve)),
    });
    const progress = new ProgressOfSeveral(
      [one({ bins_done: 50, n_time_bins: 100 }), one(null)],
      { percentOf: ({ manifest }) => manifest?.bins_done ?? 0 },
      () => milliseconds,
    );
    assert.equal(progress.text(progress.percent()), "0 of 2 done, 25\u202f%");
    end[1]({ type: "calledOff" });
    await new Promise((resolve) => setImmediate(resolve));
    milliseconds = 3000;
    assert.equal(progress.text(progress.percent()), "1 of 2 done, 75\u202f% · ETA 2\u202fs");
  });

  test("views are remembered for a bounded number of runs", async () => {
    const kept = new Map<string, unknown>();
    const views = new ViewStates({
      keys: () => [...kept.keys()],
      get: <T>(key: string, fallback?: T) => (kept.get(key) ?? fallback) as T,
      update: async (key: string, value: unknown) => void kept.set(key, value),
    });
    for (let run = 0; run < 300; run++) views.keep(`run ${run}`, { ...STATE, scrollTop: run });
    assert.equal(views.of("run 299")?.scrollTop, 299);
    assert.equal(views.of("run 0"), null);
    assert.ok(JSON.stringify([...kept.values()]).length < 100_000);
  });

  test("each file of a run says what it holds, with its shape", async () => {
    assert.match(factsOf("repeat.py", null).what, /NeMoS/);
    assert.equal(factsOf("spikes.npy", null).shape, null);
    assert.match(factsOf("notes.txt", null).what, /damaged|did not write/);
  });
});
