import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import type { RunNeed } from "../../../src/simulation/messages";
import { needOf } from "../../../src/simulation/need-of";
import { Room } from "../../../src/simulation/admission";

const GB = 1e9;
const need = (memory: number, disk = 0): RunNeed => ({
  nNeurons: 1,
  nTimeBins: 1,
  memoryBytes: memory * GB,
  diskBytes: disk * GB,
  memoryAvailable: 8 * GB,
  diskAvailable: 100 * GB,
  binsThatFit: 1,
});
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("runs go on at once while their memory and disk suffice for all; the others wait", async () => {
  const room = new Room();
  const inside: string[] = [];
  const enter = async (name: string, of?: RunNeed): Promise<() => void> => {
    const { leave } = await room.enter(() => of);
    inside.push(name);
    return leave;
  };
  const first = await enter("first", need(5));
  const second = await enter("second", need(2));
  void enter("too much memory", need(4));
  void enter("too much disk", need(0.1, 101));
  await turn();
  assert.deepEqual(inside, ["first", "second"]);
  first();
  await turn();
  assert.deepEqual(inside, ["first", "second", "too much memory"]);
  await enter("of unknown need");
  second();
  await turn();
  assert.equal(inside.includes("too much disk"), false, "it still waits for the third");
});

test("one that is alone comes in whatever it takes: it says itself that it cannot fit", async () => {
  const room = new Room();
  const { leave } = await room.enter(() => need(9, 900));
  leave();
  await room.enter(() => need(10));
});

test("what cannot be read takes nothing", () =>
  assert.equal(needOf({ configFile: join("no", "such.glm.json") }), undefined));
