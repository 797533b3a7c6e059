import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { logGamma } from "../../../src/model/gamma";
import { keyFromSeed } from "../../../src/random/keys";
import { splitAt } from "../../support/split-keys";
import { poisson } from "../../../src/random/poisson";

function counts(seed: number, rates: readonly number[]): number[] {
  return Array.from(poisson(keyFromSeed(seed), Float32Array.from(rates)));
}

// Recorded: jax.random.poisson(jax.random.key(seed), rates), JAX 0.10.2.
describe("whole arrays of rates of 10 and more are drawn as JAX draws them", () => {
  test("where a float64 or an unfused logarithm would give other counts", () => {
    assert.deepEqual(
      [5, 12, 45].map((seed) => counts(seed, [3, 20])),
      [
        [1, 21],
        [1, 17],
        [1, 18],
      ],
    );
    assert.deepEqual(
      [5, 12].map((seed) => counts(seed, [250000, 400000])),
      [
        [249161, 399473],
        [250443, 399628],
      ],
    );
  });
  test("mixed with lower rates", () => {
    assert.deepEqual(counts(123, [5, 12, 9.5, 30, 1000]), [2, 10, 4, 30, 1009]);
    assert.deepEqual(counts(7, [10, 10.5, 11, 9.99]), [12, 14, 10, 9]);
  });
});

describe("rates below 10", () => {
  test("do not influence each other", () => {
    const many = Array.from({ length: 50 }, (_, i) => i / 5);
    for (let seed = 0; seed < 20; seed++) {
      const together = counts(seed, many);
      const others = counts(
        seed,
        many.map((rate, i) => (i === 17 ? rate : 0)),
      );
      assert.equal(others[17], together[17]);
    }
  });
  test("of 0 give 0", () => assert.deepEqual(counts(1, [0, 0, -0]), [0, 0, 0]));
});

test("what is not a rate is refused, never counted", () => {
  for (const rate of [NaN, -1, Infinity, 1.1e6]) assert.throws(() => counts(0, [1, rate]), RangeError);
});

describe("counts have the Poisson distribution (chi-square at the 0.1 % level, fixed keys)", () => {
  for (const rate of [0.01, 0.1, 0.5, 1, 2, 5, 9.9, 10, 11, 20, 50, 100, 300, 1000]) {
    test(`at rate ${rate}`, () => {
      const { statistic, degrees } = chiSquare(rate, 20_000);
      // Wilson and Hilferty's normal approximation of the chi-square quantile at 0.999.
      const limit = degrees * (1 - 2 / (9 * degrees) + 3.0902 * Math.sqrt(2 / (9 * degrees))) ** 3;
      assert.ok(
        statistic < limit,
        `chi-square ${statistic.toFixed(1)} with ${degrees} degrees of freedom, limit ${limit.toFixed(1)}`,
      );
    });
  }
});

/** Compares drawn counts with the probabilities of the distribution, in cells that expect 20 draws and more. */
function chiSquare(rate: number, nDraws: number): { statistic: number; degrees: number } {
  const size = 100;
  const histogram = new Map<number, number>();
  for (let bin = 0; bin < nDraws / size; bin++) {
    for (const count of poisson(splitAt(keyFromSeed(2024), bin), new Float32Array(size).fill(rate)))
      histogram.set(count, (histogram.get(count) ?? 0) + 1);
  }
  let statistic = 0;
  let cells = 0;
  let observed = 0;
  let expected = 0;
  let left = nDraws;
  let seen = 0;
  for (let count = 0; left > 40; count++) {
    observed += histogram.get(count) ?? 0;
    expected += nDraws * Math.exp(count * Math.log(Math.fround(rate)) - rate - logGamma(count + 1));
    if (expected < 20) continue;
    statistic += (observed - expected) ** 2 / expected;
    cells += 1;
    left -= expected;
    seen += observed;
    observed = expected = 0;
  }
  statistic += (nDraws - seen - left) ** 2 / left;
  return { statistic, degrees: cells };
}
