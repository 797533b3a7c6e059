import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { keyFromSeed } from "../../../src/random/keys";
import { split, splitAt } from "../../support/split-keys";
import { threefry2x32, words } from "../../../src/random/threefry";

describe("threefry2x32", () => {
  // The known answers of the Random123 library (kat_vectors).
  const known: readonly (readonly [readonly number[], readonly number[], readonly number[]])[] = [
    [
      [0, 0],
      [0, 0],
      [0x6b200159, 0x99ba4efe],
    ],
    [
      [0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x1cb996fc, 0xbb002be7],
    ],
    [
      [0x13198a2e, 0x03707344],
      [0x243f6a88, 0x85a308d3],
      [0xc4923a9c, 0x483df7a0],
    ],
  ];
  for (const [key, counter, output] of known) {
    test(`of ${counter.join(", ")} under ${key.join(", ")}`, () => {
      threefry2x32(key[0], key[1], counter[0], counter[1]);
      assert.deepEqual(
        Array.from(words, (word) => word >>> 0),
        output,
      );
    });
  }
});

describe("keys", () => {
  test("of a seed keep its low 32 bits, as JAX without x64", () => {
    assert.deepEqual([0, 123, -1, 2 ** 32 - 1, 2 ** 40 + 7].map(keyFromSeed), [
      [0, 0],
      [0, 123],
      [0, 0xffffffff],
      [0, 0xffffffff],
      [0, 7],
    ]);
    assert.throws(() => keyFromSeed(1.5), RangeError);
  });
  test("split off are addressed by index", () => {
    const key = keyFromSeed(5);
    assert.deepEqual(
      split(key, 3),
      [0, 1, 2].map((index) => splitAt(key, index)),
    );
    assert.deepEqual(split(key, 2), split(key, 100).slice(0, 2));
  });
});
