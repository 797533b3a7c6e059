import assert from "node:assert/strict";
import { test } from "node:test";
import { isWorthOwnThread, shareThreads } from "../../../src/simulation/shares";

test("a lone simulation may use all threads, several have one each, and no more go on than there are threads", () => {
  assert.deepEqual(shareThreads(1, 8), { atOnce: 1, each: 8 });
  assert.deepEqual(shareThreads(2, 8), { atOnce: 2, each: 1 });
  assert.deepEqual(shareThreads(100, 8), { atOnce: 8, each: 1 });
  assert.deepEqual(shareThreads(3, 1), { atOnce: 1, each: 1 });
});

test("a run that is over before its thread would have started gets none", () => {
  assert.equal(isWorthOwnThread(2, 1000), false);
  assert.equal(isWorthOwnThread(2, 1e6), true);
  assert.equal(isWorthOwnThread(1000, 10_000), true);
});
