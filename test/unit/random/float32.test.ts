import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { exp, log, log1p, logFactorial, softplus } from "../../../src/random/float32";
import { fma } from "../../../src/random/fma";

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

function hex(x: number): string {
  float[0] = x;
  return bits[0].toString(16).toUpperCase().padStart(8, "0");
}

describe("fma rounds once", () => {
  test("where rounding to float64 first would land on a tie", () => {
    // 24929 * 673 = 2^24 + 1: the float32 neighbours are 2^24 and 2^24 + 2, and 2^-40 decides.
    assert.equal(fma(24929, 673, 2 ** -40), 2 ** 24 + 2);
    assert.equal(fma(24929, 673, -(2 ** -40)), 2 ** 24);
    assert.equal(fma(-24929, 673, -(2 ** -40)), -(2 ** 24) - 2);
    assert.equal(fma(24929, 673, 0), 2 ** 24, "a true tie goes to even");
  });

  test("and keeps infinities and NaN", () => {
    assert.equal(fma(1e30, 1e30, 1), Infinity);
    assert.ok(Number.isNaN(fma(Infinity, 0, 1)));
  });
});

// Recorded from JAX 0.10.2 on x86-64 with FMA: jnp.log, jax.lax.lgamma, jnp.log1p, jnp.exp, jax.nn.softplus.
describe("the bits of JAX", () => {
  const cases: readonly [string, (x: number) => number, readonly number[], string][] = [
    ["log", log, [2699, 4832, 10530, 8388607].map((i) => i * 2 ** -23), "C100AB01 C0EEB327 C0D5C5D9 B4000000"],
    [
      "log Gamma",
      (x) => logFactorial(x - 1),
      [2, 3, 11, 13, 14, 100, 100001],
      "00000000 3F31721C 4171ABB0 419FE5D2 41B46AD7 43B3912E 4980551A",
    ],
    ["log1p", log1p, [0.1, 0.414, 0.415, 13333.33], "3DC331FC 3EB15E4C 3EB1BAF5 4117F835"],
    ["exp", exp, [-30, -1.3, 0.7, 5.5], "29D2B706 3E8B894A 4000E153 4374B122"],
    ["softplus", softplus, [-30, -1.3, 0.7, 5.5], "29D2B706 3E76CAEC 3F8D3534 40B02169"],
  ];
  for (const [name, f, inputs, expected] of cases) {
    test(name, () => assert.equal(inputs.map((x) => hex(f(Math.fround(x)))).join(" "), expected));
  }
});

describe("the edges", () => {
  test("log", () => {
    assert.deepEqual([0, -0, 1e-40, -1e-40, -1, NaN, Infinity].map(log), [
      -Infinity,
      -Infinity,
      -Infinity,
      -Infinity,
      NaN,
      NaN,
      Infinity,
    ]);
  });
  test("exp overflows to Infinity and underflows to 0", () => {
    assert.deepEqual(
      [-87.4, -1000, -Infinity, 89, Infinity, NaN].map((x) => exp(Math.fround(x))),
      [0, 0, 0, Infinity, Infinity, NaN],
    );
  });
  test("softplus", () => {
    assert.deepEqual([-Infinity, Infinity, NaN, 1000].map(softplus), [0, Infinity, NaN, 1000]);
  });
});
