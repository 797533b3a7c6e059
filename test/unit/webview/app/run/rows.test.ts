import assert from "node:assert/strict";
import { test } from "node:test";
import {
  hiddenText,
  layOutRows,
  orderNeurons,
  positionAt,
  rasterHeight,
  rowTop,
} from "../../../../../webview/app/run/rows";
import { facts, MIXED } from "../../snapshots";

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
