import assert from "node:assert/strict";
import { test } from "node:test";
import { axisLabel, logBounds, niceCeiling, powerLabel, timeTicks } from "../../../../webview/style/ticks";

const plain = (text: string): string => text.replace(/\u202f/g, " ");
const labels = (start: number, end: number, binSize: number | null, unit: "first" | "last" = "first"): string[] =>
  timeTicks({ start, end }, binSize, 590, 84, unit).map(({ label }) => plain(label));

test("marks of time stand on round steps, with as many decimals as the step needs and the unit once", () => {
  assert.deepEqual(labels(1560, 3060, 0.001), ["1.75 s", "2.00", "2.25", "2.50", "2.75", "3.00"]);
  assert.deepEqual(labels(0, 5000, 0.001, "last"), ["0", "1", "2", "3", "4", "5 s"]);
  assert.deepEqual(labels(2090, 2110, 0.001), ["2.090 s", "2.095", "2.100", "2.105", "2.110"]);
  assert.deepEqual(labels(0, 1000, null), ["0", "200", "400", "600", "800", "1 000"]);
  assert.deepEqual(labels(7, 27, null), ["10", "15", "20", "25"]);
  assert.deepEqual(
    timeTicks({ start: 0, end: 3 }, null, 590, 84, "first").map(({ at }) => at),
    [0, 1, 2, 3],
    "no mark between two bins",
  );
});

test("marks lie where their labels say", () => {
  for (const { at, label } of timeTicks({ start: 1234, end: 5678 }, 0.002, 590, 84, "first"))
    assert.ok(Math.abs(at * 0.002 - parseFloat(label)) < 1e-9);
});

test("axes end at good numbers above the data", () => {
  assert.deepEqual([62.3, 0.031, 200, 33.6, 0, NaN, 1e-9].map(niceCeiling), [70, 0.035, 200, 35, 1, 1, 1e-9]);
  for (let value = 0.013; value < 1e5; value *= 1.37)
    assert.ok(niceCeiling(value) >= value && niceCeiling(value) <= 1.6 * value);
});

test("log axes span whole decades around what is positive, at most eight", () => {
  assert.deepEqual(logBounds(1.2e-6, 0.059).map(Math.log10).map(Math.round), [-6, -1]);
  assert.deepEqual(logBounds(1e-30, 100).map(Math.log10).map(Math.round), [-6, 2]);
  const [low, high] = logBounds(5, 5);
  assert.ok(low < 5 && high >= 5);
  assert.deepEqual(logBounds(0, 0), [0.1, 1]);
  assert.deepEqual(
    [logBounds(1, Infinity), logBounds(NaN, NaN)],
    [
      [0.1, 1],
      [0.1, 1],
    ],
  );
  assert.ok(logBounds(1, 1.5e308).every(Number.isFinite));
  assert.deepEqual([1e-6, 0.1, 1, 100, 1e5].map(powerLabel), ["10⁻⁶", "0.1", "1", "100", "10⁵"]);
  assert.deepEqual([200, 0.04, 1.5].map(axisLabel), ["200", "0.04", "1.5"]);
});
