import assert from "node:assert/strict";
import { test } from "node:test";
import { laneHeight, layOut } from "../../../../webview/style/layout";

test("a panel gives its plots the middle column, and leaves more out the narrower it is", () => {
  assert.deepEqual(layOut(1000, false).plot, 1000 - 32 - 56 - 76);
  assert.deepEqual(
    [900, 500, 300, 200].map((width) => layOut(width, false).sizeClass),
    ["full", "narrow", "small", "text"],
  );
  assert.deepEqual(
    [layOut(500, false).padding, layOut(500, false).gutter, layOut(500, false).margin, layOut(300, false).margin],
    [12, 48, 60, 0],
  );
  assert.deepEqual([layOut(900, true).funnel, layOut(900, false).funnel], [6, 25]);
  assert.deepEqual(
    [laneHeight(300, 3), laneHeight(300, 1), laneHeight(100, 3), laneHeight(800, 20)],
    [100, 134, 48, 100],
  );
});
