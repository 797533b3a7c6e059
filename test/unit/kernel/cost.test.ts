import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { nanosecondsPerBin } from "../../../src/kernel";

/** Nanoseconds per bin of `npm run bench` (bench/results.json), B = 10. */
const MEASURED: readonly (readonly [n: number, w: number, spikes: number, fast: number])[] = [
  [2, 100, 0.04, 52],
  [10, 100, 0.2, 181],
  [100, 100, 2, 2700],
  [500, 100, 10, 19600],
  [1000, 100, 20, 61000],
  [100, 100, 10, 3780],
  [100, 100, 200, 14300],
  [100, 20, 2, 1456],
  [100, 500, 2, 7370],
];

describe("the cost of a bin", () => {
  test("is within half and twice what was measured", () => {
    for (const [nNeurons, windowSize, spikes, fast] of MEASURED) {
      const estimate = nanosecondsPerBin("fast", { nNeurons, nBasisFuncs: 10, windowSize }, spikes);
      assert.ok(estimate > fast / 2 && estimate < 2 * fast, `N = ${nNeurons}, W = ${windowSize}: ${estimate}, ${fast}`);
    }
  });
});
