import assert from "node:assert/strict";
import { test } from "node:test";
import { colourIndexOf } from "../../../webview/app/run/facts";
import { hiddenText, layOutRows, orderNeurons, positionAt, rasterHeight, rowTop } from "../../../webview/app/run/rows";
import { addNeurons, parseNeurons, selectByClick } from "../../../webview/app/run/selection";
import { openingRange, openingSelection, wholeRun } from "../../../webview/app/run/opening";
import { facts, MIXED } from "./snapshots";

const grouped = facts({ neurons: MIXED });
const counts = [0, 10, 20, 5, 15, 10];

test("rows by index, by group, by mean rate within groups, and reversed", () => {
  assert.deepEqual([...orderNeurons(grouped, "index", false, [], counts)], [0, 1, 2, 3, 4, 5]);
  assert.deepEqual([...orderNeurons(grouped, "group", false, [], counts)], [0, 2, 4, 1, 3, 5]);
  assert.deepEqual(
    [...orderNeurons(grouped, "rate", false, [], counts)],
    [2, 4, 0, 1, 5, 3],
    "equal rates stay by index",
  );
  assert.deepEqual([...orderNeurons(grouped, "group", true, [], counts)], [5, 3, 1, 4, 2, 0]);
});

test("a hidden group has no rows, and that is said", () => {
  const order = orderNeurons(grouped, "group", false, ["I"], counts);
  assert.deepEqual([...order], [0, 2, 4]);
  const rows = layOutRows(grouped, order, "group", 90);
  assert.equal(hiddenText(grouped, rows), "3 of 6 neurons");
  assert.equal(rows.positionOf[1], -1);
  assert.equal(layOutRows(grouped, new Uint32Array(), "group", 90).segments.length, 0);
});

test("groups are three pixels apart, by index there is no gap but a bar for each neighbourhood", () => {
  const rows = layOutRows(grouped, orderNeurons(grouped, "group", false, [], null), "group", 123);
  assert.equal(rows.rowHeight, 20);
  assert.deepEqual(
    rows.segments.map(({ top, height }) => [top, height]),
    [
      [0, 60],
      [63, 60],
    ],
  );
  assert.equal(rowTop(rows, 3), 63);
  assert.deepEqual(
    [positionAt(rows, 59), positionAt(rows, 61), positionAt(rows, 64), positionAt(rows, 130)],
    [2, -1, 3, -1],
  );
  const byIndex = layOutRows(grouped, orderNeurons(grouped, "index", false, [], null), "index", 120);
  assert.equal(byIndex.segments.length, 1);
  assert.equal(byIndex.bars.length, 6);
});

test("a raster takes 38 % of the panel between 120 and 420 pixels, but no row more than 30", () => {
  assert.deepEqual(
    [rasterHeight(800, 60, 2), rasterHeight(200, 60, 2), rasterHeight(3000, 60, 2), rasterHeight(800, 2, 0)],
    [304, 120, 420, 60],
  );
});

test("groups take colours in turn; few neurons one each; many without groups are neutral", () => {
  assert.deepEqual(
    [0, 1, 2].map((neuron) => colourIndexOf(grouped, neuron)),
    [0, 1, 0],
  );
  assert.deepEqual(
    [0, 5].map((neuron) => colourIndexOf(facts(), neuron)),
    [0, 5],
  );
  assert.equal(colourIndexOf(facts({ n_neurons: 7 }), 3), -1);
});

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

test("a run opens with few neurons all selected, else the busiest of each group, after a divergence the culprit and the loudest", () => {
  assert.deepEqual(openingSelection(facts()), [0, 1, 2, 3, 4, 5]);
  const many = {
    n_neurons: 8,
    spikes_per_neuron: [1, 9, 3, 4, 8, 2, 0, 7],
    neurons: { names: null, groups: ["E", "E", "E", "E", "I", "I", "I", "I"] },
  };
  assert.deepEqual(openingSelection(facts(many)), [1, 4]);
  assert.deepEqual(openingSelection(facts({ ...many, neurons: { names: null, groups: null } })), [1, 4, 7]);
  assert.deepEqual(
    openingSelection(facts({ ...many, status: "diverged", error: { message: "", bin: 9, neuron: 6 } })),
    [1, 4, 6],
  );
});

test("a run opens whole, diverged on its end, running on its newest bins", () => {
  assert.deepEqual(openingRange(facts()), { start: 0, end: 5000 });
  assert.deepEqual(openingRange(facts({ status: "cancelled", bins_done: 600 })), { start: 0, end: 600 });
  assert.deepEqual(openingRange(facts({ status: "diverged", bins_done: 3000 })), { start: 2700, end: 3040 });
  assert.deepEqual(openingRange(facts({ status: "running", n_time_bins: 1_000_000, bins_done: 430_000 })), {
    start: 410_000,
    end: 430_000,
  });
  assert.deepEqual(openingRange(facts({ status: "running", bins_done: 10 })), { start: 0, end: 5000 });
  assert.deepEqual(wholeRun(facts({ status: "failed", bins_done: 0 })), { start: 0, end: 5000 });
});
