import assert from "node:assert/strict";
import { test } from "node:test";
import { addNeurons, parseNeurons, selectByClick } from "../../../../../webview/app/run/selection";
import { facts, MIXED } from "../../snapshots";

test("neurons, ranges, groups and names can be typed; what is unknown is named", () => {
  const named = facts({ neurons: { names: ["a1", "a2", "b1", "b2", "c1", "c2"], groups: MIXED.groups } });
  assert.deepEqual(parseNeurons(" 5, 1-2 ,i", named), { neurons: [5, 1, 2, 3] });
  assert.deepEqual(parseNeurons("b1", named), { neurons: [2] });
  assert.deepEqual(parseNeurons("4–3", named), { neurons: [3, 4] });
  assert.match((parseNeurons("6", named) as { problem: string }).problem, /0 to 5/);
  assert.match((parseNeurons("X", named) as { problem: string }).problem, /“X”/);
  assert.ok("problem" in parseNeurons(" , ", named));
});

test("clicks select one, add and remove, and range over rows as they are ordered", () => {
  const order = [0, 2, 4, 1, 3, 5];
  assert.deepEqual(selectByClick([1, 2], 4, "one", order), [4]);
  assert.deepEqual(selectByClick([1, 2], 2, "toggle", order), [1]);
  assert.deepEqual(selectByClick([1], 2, "toggle", order), [1, 2]);
  assert.deepEqual([...selectByClick([2], 3, "range", order)].sort(), [1, 2, 3, 4]);
  assert.equal(selectByClick([2], 3, "range", order).at(-1), 2, "the next range starts at the same row");
  assert.deepEqual([...selectByClick([3], 4, "range", order)].sort(), [1, 3, 4]);
  assert.deepEqual(selectByClick([], 3, "range", order), [3]);
  assert.deepEqual(addNeurons([1, 2], [2, 3]), [1, 2, 3]);
});
