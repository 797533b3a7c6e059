import assert from "node:assert/strict";
import { test } from "node:test";
import { clampRange, clipRange, panRange, revealBin, spanOf, zoomRange } from "../../../../../webview/app/run/range";

const T = 1000;

test("a range stays inside the run and holds at least 20 bins", () => {
  assert.deepEqual(clampRange({ start: -50, end: 50 }, T), { start: 0, end: 100 });
  assert.deepEqual(clampRange({ start: 950, end: 1050 }, T), { start: 900, end: 1000 });
  assert.deepEqual(clampRange({ start: 500, end: 501 }, T), { start: 500, end: 520 });
  assert.deepEqual(clampRange({ start: 990, end: 991 }, T), { start: 980, end: 1000 });
  assert.deepEqual(
    clampRange({ start: 0, end: 99 }, 7),
    { start: 0, end: 7 },
    "a run shorter than that is shown whole",
  );
});

test("zooming keeps the bin under the pointer, and in and out come back", () => {
  const near = zoomRange({ start: 0, end: 1000 }, 2, 0.25, T);
  assert.deepEqual(near, { start: 125, end: 625 });
  assert.equal(near.start + 0.25 * 500, 250);
  assert.deepEqual(zoomRange(near, 0.5, 0.25, T), { start: 0, end: 1000 });
});

test("each step of zoom changes something until the end is reached", () => {
  let range = { start: 490, end: 514 };
  range = zoomRange(range, 1.01, 0.5, T);
  assert.equal(range.end - range.start, 23);
  for (let step = 0; step < 10; step++) range = zoomRange(range, 1.2, 0.5, T);
  assert.equal(range.end - range.start, 20);
  for (let step = 0; step < 60; step++) range = zoomRange(range, 1 / 1.01, 0.5, T);
  assert.ok(range.end - range.start > 60);
});

test("panning stops at the ends with its length kept", () => {
  assert.deepEqual(panRange({ start: 100, end: 200 }, -500, T), { start: 0, end: 100 });
  assert.deepEqual(panRange({ start: 100, end: 200 }, 5000, T), { start: 900, end: 1000 });
});

test("a bin out of view is brought in by moving as little as needed, with a little air", () => {
  const range = { start: 100, end: 200 };
  assert.equal(revealBin(range, 150, T), range);
  assert.deepEqual(revealBin(range, 250, T), { start: 161, end: 261 });
  assert.deepEqual(revealBin(range, 50, T), { start: 40, end: 140 });
});

test("spans may be drawn from right to left; what has no data is cut off", () => {
  assert.deepEqual(spanOf(300.7, 100.2, T), { start: 100, end: 301 });
  assert.deepEqual(clipRange({ start: 100, end: 900 }, 500), { start: 100, end: 500 });
  assert.equal(clipRange({ start: 600, end: 900 }, 500), null);
});
