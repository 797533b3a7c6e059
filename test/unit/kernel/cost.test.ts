import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { nanosecondsPerBin } from "../../../src/kernel";

/** Nanoseconds per bin of `npm run bench`: bench/results.json for the order that is fastest, and of NeMoS' order with relaxed SIMD. */
const MEASURED: Readonly<
  Record<"fast" | "nemos", readonly (readonly [n: number, b: number, w: number, spikes: number, ns: number])[]>
> = {
  fast: [
    [2, 10, 100, 0.04, 52],
    [10, 10, 100, 0.2, 181],
    [100, 10, 100, 2, 2700],
    [500, 10, 100, 10, 19600],
    [1000, 10, 100, 20, 61000],
    [100, 10, 100, 10, 3780],
    [100, 10, 100, 200, 14300],
    [100, 10, 20, 2, 1456],
    [100, 10, 500, 2, 7370],
  ],
  nemos: [
    [1, 10, 100, 0.02, 101],
    [2, 10, 100, 0.04, 145],
    [2, 20, 100, 0.04, 178],
    [2, 10, 100, 1, 705],
    [10, 10, 100, 0.2, 479],
    [10, 20, 100, 0.2, 616],
    [50, 10, 100, 1, 2481],
    [50, 20, 100, 1, 3527],
    [100, 20, 100, 2, 8454],
    [300, 10, 100, 6, 59135],
    [1000, 10, 100, 20, 464584],
  ],
};

describe("the cost of a bin", () => {
  for (const arithmetic of ["fast", "nemos"] as const)
    test(`${arithmetic}: is within a third of what was measured`, () => {
      for (const [nNeurons, nBasisFuncs, windowSize, spikes, measured] of MEASURED[arithmetic]) {
        const estimate = nanosecondsPerBin(arithmetic, { nNeurons, nBasisFuncs, windowSize }, spikes);
        const ratio = estimate / measured;
        assert.ok(ratio > 0.67 && ratio < 1.5, `N = ${nNeurons}, B = ${nBasisFuncs}: ${estimate} for ${measured}`);
      }
    });

  test("NeMoS' order takes longer where multiply-adds are not fused; the fastest has none", () => {
    const sizes = { nNeurons: 300, nBasisFuncs: 5, windowSize: 500 };
    assert.ok(nanosecondsPerBin("nemos", sizes, 5, false) > 2 * nanosecondsPerBin("nemos", sizes, 5, true));
    assert.equal(nanosecondsPerBin("fast", sizes, 5, false), nanosecondsPerBin("fast", sizes, 5, true));
  });
});
