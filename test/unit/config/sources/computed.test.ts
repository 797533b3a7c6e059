import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { computedArray, computedInPython, type ComputedValue } from "../../../../src/config/sources/computed";

const VALUES = [0.5, { fill: -2, shape: [4, 5] }, { normal: { seed: 7, mean: 1, std: 2 } }] as ComputedValue[];

describe("computed arrays", () => {
  test("give any block as it lies in the whole, without the rest", () => {
    for (const value of VALUES) {
      const { read, elements } = computedArray(value);
      const whole = read([4, 5]);
      assert.equal(whole.length, 20);
      assert.deepEqual(elements?.(7, 6), whole.subarray(7, 13), JSON.stringify(value));
    }
  });

  test("have the shape that the config says, or none", () => {
    assert.deepEqual(
      VALUES.map((value) => computedArray(value).shape),
      [null, [4, 5], null],
    );
  });

  test("are made by repeat.py as they were for the run", () => {
    assert.deepEqual(
      VALUES.map((value) => computedInPython(value, "(4, 5)")),
      [
        "np.full((4, 5), 0.5, dtype=np.float32)",
        "np.full((4, 5), -2, dtype=np.float32)",
        "np.asarray(1 + 2 * jax.random.normal(jax.random.key(7), (4, 5)))",
      ],
    );
  });

  test("are never taken for another when their key is unknown", () => {
    assert.throws(() => computedInPython({ constant: 1 } as ComputedValue, "(1,)"), /keys constant/);
  });
});
