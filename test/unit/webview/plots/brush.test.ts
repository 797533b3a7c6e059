import assert from "node:assert/strict";
import { test } from "node:test";
import { brushEdges, centreOn, dragBrush, holdAt } from "../../../../webview/plots/brush";

test("a brush is at least four pixels wide, its grips are caught near its edges", () => {
  assert.deepEqual(
    brushEdges({ start: 2500, end: 2520 }, 1_000_000, 590).map((edge) => Number(edge.toFixed(2))),
    [0, 4],
  );
  const range = { start: 250, end: 500 };
  assert.deepEqual(
    [145, 300, 200, 20].map((x) => holdAt(x, range, 1000, 600)),
    ["start", "end", "inside", "outside"],
  );
  assert.equal(
    holdAt(300, { start: 0, end: 1000 }, 1000, 600),
    "outside",
    "the whole run cannot be moved: a new brush is drawn",
  );
});

test("dragging a grip past the other one turns the brush around; dragging inside keeps its length", () => {
  const range = { start: 250, end: 500 };
  assert.deepEqual(dragBrush("start", range, 250, 700, 1000), { start: 500, end: 700 });
  assert.deepEqual(dragBrush("end", range, 500, 800, 1000), { start: 250, end: 800 });
  assert.deepEqual(dragBrush("inside", range, 300, 900, 1000), { start: 750, end: 1000 });
  assert.deepEqual(dragBrush("outside", range, 900, 700, 1000), { start: 700, end: 900 });
  assert.deepEqual(centreOn(range, 20, 1000), { start: 0, end: 250 });
});
