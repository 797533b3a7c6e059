import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Admission, SimulationEvent } from "../../../src/simulation/messages";
import { Scheduler, shareThreads, type ScheduleHooks, type StartHooks } from "../../../src/simulation/scheduler";
import { estimate } from "./estimates";

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const PROBLEMS: SimulationEvent = { type: "problems", problems: [] };

/** A scheduler whose simulations do what they are told to here, in the order in which they were started. */
function scheduled(threads: number) {
  const started: { name: string; hooks: StartHooks; alone: boolean; stopped: boolean; over: () => void }[] = [];
  const scheduler = new Scheduler({
    threads: () => threads,
    start: ({ configFile }, hooks) => {
      let over = (): void => undefined;
      const done = new Promise<void>((resolve) => (over = resolve));
      const one = { name: configFile, hooks, alone: true, stopped: false, over };
      started.push(one);
      return { stop: () => (one.stopped = true), share: (alone) => (one.alone = alone), done };
    },
  });
  const schedule = (name: string, hooks?: ScheduleHooks) => scheduler.schedule({ configFile: name, name }, hooks);
  const end = async (name: string, event = PROBLEMS): Promise<void> => {
    const one = started.find((candidate) => candidate.name === name);
    one?.hooks.onEvent(event);
    one?.over();
    await turn();
  };
  const admit = (name: string, of = estimate(1)): Promise<Admission> | undefined =>
    started.find((one) => one.name === name)?.hooks.admit(of);
  return { scheduler, started, schedule, end, admit, names: () => started.map(({ name }) => name) };
}

test("a lone simulation may use all threads, several have one each, and no more go on than there are threads", () => {
  assert.deepEqual(shareThreads(1, 8), { atOnce: 1, each: 8 });
  assert.deepEqual(shareThreads(2, 8), { atOnce: 2, each: 1 });
  assert.deepEqual(shareThreads(100, 8), { atOnce: 8, each: 1 });
  assert.deepEqual(shareThreads(3, 1), { atOnce: 1, each: 1 });
});

describe("simulations that are wanted at the same time", () => {
  test("go on in their order, with a thread each; the last one has all", async () => {
    const { scheduler, started, schedule, end, admit, names } = scheduled(2);
    const [a, b, c] = ["a", "b", "c"].map((name) => schedule(name));
    await turn();
    assert.deepEqual(names(), ["a", "b"]);
    assert.deepEqual(await admit("a"), { type: "admit", threads: 1 });
    assert.deepEqual(
      started.map(({ alone }) => alone),
      [false, false],
    );
    await end("b");
    assert.deepEqual(names(), ["a", "b", "c"]);
    assert.deepEqual(scheduler.all, [a, c]);
    await end("a");
    assert.deepEqual(await admit("c"), { type: "admit", threads: 2 });
    assert.equal(started[2].alone, true);
    await end("c");
    assert.deepEqual(await Promise.all([a.outcome, b.outcome, c.outcome]), [PROBLEMS, PROBLEMS, PROBLEMS]);
  });

  test("wait where memory does not suffice for all, and are estimated anew when one has ended", async () => {
    const { schedule, end, admit } = scheduled(2);
    schedule("a");
    schedule("b");
    await turn();
    assert.deepEqual(await admit("a", estimate(5)), { type: "admit", threads: 1 });
    let answer: Admission | undefined;
    void admit("b", estimate(4))?.then((given) => (answer = given));
    await turn();
    assert.equal(answer, undefined);
    await end("a");
    assert.deepEqual(answer, { type: "measure" });
    assert.deepEqual(await admit("b", estimate(4)), { type: "admit", threads: 2 });
  });
});

describe("a simulation that is not admitted", () => {
  test("because a person declines, or cannot be asked, is called off and heard of no more", async () => {
    const { started, schedule, admit, end } = scheduled(2);
    const heard: SimulationEvent[] = [];
    const onEvent = (event: SimulationEvent): void => void heard.push(event);
    const [no, failed] = [
      schedule("no", { onEvent, confirm: async () => false }),
      schedule("failed", { onEvent, confirm: () => Promise.reject(new Error("no window")) }),
    ];
    await turn();
    for (const name of ["no", "failed"]) assert.deepEqual(await admit(name), { type: "decline" });
    await end("no", { type: "refused", message: "stopped" });
    assert.deepEqual([await no.outcome, await failed.outcome], [{ type: "calledOff" }, { type: "calledOff" }]);
    assert.deepEqual([heard, started.map(({ stopped }) => stopped)], [[], [true, true]]);
  });

  test("because it is stopped, ends at once, whether it has begun or not", async () => {
    const { scheduler, schedule, names } = scheduled(1);
    const [a, b] = [schedule("a"), schedule("b")];
    await scheduler.stopAll();
    assert.deepEqual([await a.outcome, await b.outcome], [{ type: "calledOff" }, { type: "calledOff" }]);
    assert.deepEqual(names(), ["a"]);
  });

  test("because it cannot fit, asks nobody", async () => {
    const { schedule, admit } = scheduled(1);
    schedule("large", { confirm: () => assert.fail("was asked") });
    await turn();
    assert.deepEqual(await admit("large", estimate(9)), { type: "admit", threads: 1 });
  });

  test("because it cannot be started, is refused with the reason", async () => {
    const scheduler = new Scheduler({ threads: () => 1, start: () => Promise.reject(new Error("no thread")) });
    const { outcome } = scheduler.schedule({ configFile: "a", name: "a" });
    assert.deepEqual(await outcome, { type: "refused", message: "no thread" });
  });
});

test("one that is stopped while it runs ends as it says, and one that is refused then was called off", async () => {
  const { schedule, end, admit } = scheduled(2);
  const heard: string[] = [];
  const [a, b] = ["a", "b"].map((name) =>
    schedule(name, { onEvent: ({ type }) => void heard.push(`${name} ${type}`) }),
  );
  await turn();
  for (const name of ["a", "b"]) await admit(name);
  a.stop();
  b.stop();
  await end("a");
  await end("b", { type: "refused", message: "stopped" });
  assert.deepEqual([await a.outcome, await b.outcome], [PROBLEMS, { type: "calledOff" }]);
  assert.deepEqual(heard, ["a problems", "b refused"]);
});
