import assert from "node:assert/strict";
import { test } from "node:test";
import { fitsAlone, Room } from "../../../src/simulation/admission";
import { estimate } from "./estimates";

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("runs come in while their memory and disk suffice for all; the others hear when one has left", async () => {
  const room = new Room();
  const leave = room.enter(estimate(5));
  assert.ok(leave && room.enter(estimate(2)));
  assert.equal(room.enter(estimate(4)), null, "too much memory");
  assert.equal(room.enter(estimate(0.1, 101)), null, "too much disk");
  let changed = false;
  void room.change().then(() => (changed = true));
  await turn();
  assert.equal(changed, false);
  leave();
  await turn();
  assert.equal(changed, true);
  assert.ok(room.enter(estimate(4)));
  assert.equal(room.enter(estimate(0.1, 101)), null);
});

test("one that is alone comes in whatever it takes: it says itself that it cannot fit", () => {
  const room = new Room();
  assert.equal(fitsAlone(estimate(9, 900)), false);
  room.enter(estimate(9, 900))?.();
  assert.ok(room.enter(estimate(10)));
});
