import assert from "node:assert/strict";
import * as vscode from "vscode";
import { ageText, momentText } from "../../../src/host/ages";
import { CalmSimulations } from "../../../src/host/calm";
import { Foresight } from "../../../src/host/foresight";
import { configName } from "../../../src/host/names";
import { ProgressOfSeveral } from "../../../src/host/progress";
import type { Outcome, Simulation } from "../../../src/host/running";
import { factsOf } from "../../../src/host/runs-tree/files";
import { Throttled } from "../../../src/host/timing";
import { ViewStates } from "../../../src/host/view-states";
import type { ViewState } from "../../../src/protocol/panel";
import type { RunQueries, RunSnapshot } from "../../../src/protocol/queries";
import { type Suite, test } from "./runner";

const NOW = new Date(2026, 10, 23, 14, 32, 10);
const before = (seconds: number): Date => new Date(NOW.getTime() - seconds * 1000);

const STATE: ViewState = { range: { start: 5, end: 90 }, order: "rate", reverse: true, hiddenGroups: [], selection: [1], drive: false, log: null, sameScale: false, scrollTop: 0 };

export const units: Suite = [
  test("ages are said as people say them", async () => {
    assert.equal(ageText(before(3), NOW), "just now");
    assert.equal(ageText(before(125), NOW), "2 min ago");
    assert.equal(ageText(before(3 * 3600), NOW), "3 h ago");
    assert.equal(ageText(before(20 * 3600), NOW), "yesterday");
    assert.equal(ageText(before(5 * 86400), NOW), "5 days ago");
  }),

  test("moments are as short as they are clear", async () => {
    const now = { now: NOW };
    assert.equal(momentText(before(10), now), "14:32");
    assert.equal(momentText(before(10), { ...now, seconds: true }), "today 14:32:00");
    assert.equal(momentText(new Date(2026, 10, 20, 9, 5), now), "Fri 09:05");
    assert.equal(momentText(new Date(2026, 9, 1, 9, 5), now), "1 Oct 09:05");
    assert.equal(momentText(new Date(2025, 9, 1, 9, 5), now), "1 Oct 2025 09:05");
  }),

  test("a config is called by its name without the ending", async () => {
    assert.equal(configName("/a/b/two-neurons.glm.json"), "two-neurons");
    assert.equal(configName("C:\\a\\net.glm.json"), "net");
  }),

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
  }),

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
  }),

  test("who follows simulations calmly hears of many changes once, and of those that come later again", async () => {
    const changes = new vscode.EventEmitter<void>();
    const calm = new CalmSimulations({ all: [], of: () => undefined, onDidChange: changes.event });
    const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1000));
    let told = 0;
    calm.onDidChange(() => told++);
    for (let i = 0; i < 5; i++) changes.fire();
    assert.equal(told, 0);
    await soon();
    assert.equal(told, 1);
    changes.fire();
    await soon();
    assert.equal(told, 2);
    changes.fire();
    calm.dispose();
    await soon();
    assert.equal(told, 2);
  }),

  test("what a view asked first is answered beforehand for runs of the same shape, unless that is much", async () => {
    const run = (bins_done: number, shownStatus = "finished"): RunSnapshot =>
      ({ shownStatus, manifest: { n_neurons: 2, n_features: 0, n_time_bins: bins_done, bins_done } }) as unknown as RunSnapshot;
    let bytes = 8;
    const neurons = (): Promise<unknown> => Promise.resolve({ spikes: new Uint8Array(bytes) });
    const queries = { neurons } as unknown as RunQueries;
    const foresight = new Foresight();
    const question = { method: "neurons", argument: { range: { start: 0, end: 10 } } } as const;
    foresight.learn(run(10), [question]);
    assert.deepEqual(await foresight.answers(run(10), queries), [{ ...question, answer: { spikes: new Uint8Array(8) } }]);
    assert.deepEqual(await foresight.answers(run(11), queries), []);
    assert.deepEqual(await foresight.answers(run(10, "cancelled"), queries), []);
    assert.deepEqual(await foresight.answers(run(10), { neurons: () => Promise.reject(new Error("gone")) } as unknown as RunQueries), []);
    foresight.learn(run(12, "running"), [question]);
    assert.deepEqual(await foresight.answers(run(12, "running"), queries), []);
    bytes = 1 << 20;
    assert.deepEqual(await foresight.answers(run(10), queries), []);
    for (let bins = 100; bins < 120; bins++) foresight.learn(run(bins), [question]);
    bytes = 8;
    assert.deepEqual(await foresight.answers(run(10), queries), [], "what was seen longest ago is forgotten");
    assert.equal((await foresight.answers(run(119), queries)).length, 1);
  }),

  test("several simulations have one progress: each counts alike, and what has ended counts as done", async () => {
    let milliseconds = 0;
    const end: ((outcome: Outcome) => void)[] = [];
    const one = (manifest: unknown): Simulation => ({
      configFile: "a.glm.json", name: "a", runFolder: null, manifest: manifest as Simulation["manifest"], secondsLeft: null, stop: () => undefined,
      outcome: new Promise((resolve) => end.push(resolve)),
    });
    const progress = new ProgressOfSeveral([one({ bins_done: 50, n_time_bins: 100 }), one(null)], () => milliseconds);
    assert.equal(progress.text(progress.percent()), "0 of 2 done, 25\u202f%");
    end[1]({ type: "calledOff" });
    await new Promise((resolve) => setImmediate(resolve));
    milliseconds = 3000;
    assert.equal(progress.text(progress.percent()), "1 of 2 done, 75\u202f% · ETA 2.0\u202fs");
  }),

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
  }),

  test("each file of a run says what it holds, with its shape", async () => {
    assert.match(factsOf("repeat.py", null).what, /NeMoS/);
    assert.equal(factsOf("spikes.npy", null).shape, null);
    assert.match(factsOf("notes.txt", null).what, /damaged|did not write/);
  }),
];
