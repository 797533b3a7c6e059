import assert from "node:assert/strict";
import { test } from "node:test";
import {
  densityAlpha,
  lineColumns,
  mostTicks,
  overviewLine,
  tickHeight,
  tickWidth,
  wantsLog,
} from "../../../../webview/style/level-of-detail";

test("spikes are ticks while rows are high and cells are few, and what is shown stays for a while", () => {
  assert.equal(mostTicks(7, 60, 590, null), Math.floor(0.35 * 60 * 590));
  assert.equal(mostTicks(7, 1000, 590, null), 40_000);
  assert.equal(mostTicks(2.9, 60, 590, null), 0);
  assert.ok(mostTicks(2.9, 60, 590, "ticks") > 0, "rows may shrink a little before ticks give way");
  assert.equal(mostTicks(3.2, 60, 590, "density"), 0, "and must grow a little before they come back");
  assert.ok(
    mostTicks(7, 60, 590, "density") < mostTicks(7, 60, 590, null) &&
      mostTicks(7, 60, 590, null) < mostTicks(7, 60, 590, "ticks"),
  );
});

test("ticks and cells are as large and as bright as they should be", () => {
  assert.deepEqual(
    [tickWidth(0.1, 1), tickWidth(2, 1), tickWidth(10, 1), tickWidth(2, 4), tickWidth(20, 1)],
    [1.2, 1.8, 3, 3.8, 19],
  );
  assert.deepEqual([tickHeight(3), tickHeight(7), tickHeight(30)], [2, 5, 18]);
  assert.deepEqual(
    [densityAlpha(0, 4), densityAlpha(1, 4), densityAlpha(4, 4), densityAlpha(99, 4)].map((alpha) =>
      Number(alpha.toFixed(2)),
    ),
    [0, 0.57, 0.92, 0.92],
  );
});

test("lines show every bin up to two a pixel, then the lowest and highest of each pixel", () => {
  assert.deepEqual([lineColumns(1000, 590), lineColumns(1180, 590), lineColumns(1181, 590)], [1000, 1180, 590]);
  assert.deepEqual([overviewLine(2000, 590), overviewLine(5000, 590)], ["high", "mean"]);
  assert.deepEqual([wantsLog(0.059, 1.3e-4), wantsLog(5, 0.1), wantsLog(5, 0)], [true, false, false]);
});
