import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { LINKS } from "../../src/model/links";
import { evaluateBasis } from "../../src/model/bases";
import { differenceOfGammas, regressFilter } from "../../src/model/filters";
import { ArgumentError, type InverseLinkName } from "../../src/model/types";
import { log, log1p, logFactorial } from "../../src/random/float32";
import { keyFromSeed } from "../../src/random/keys";
import { split } from "../support/split-keys";
import { normal } from "../../src/random/normal";
import { poisson } from "../../src/random/poisson";
import { randomBits, uniformAt } from "../../src/random/uniform";
import { arraysOf, goldens } from "./goldens";

const { functions, random, bases, basis_errors: basisErrors, filters } = goldens.pieces;

describe("float32 functions give JAX's bits", () => {
  const array = arraysOf("functions");
  for (const name of functions) {
    const ours: (x: number) => number =
      name === "log"
        ? log
        : name === "log1p"
          ? log1p
          : name === "lgamma"
            ? (x) => logFactorial(Math.fround(x - 1))
            : LINKS[name as InverseLinkName].rate;
    test(name, () => {
      const x = array(`${name}_x`).data;
      const expected = Float32Array.from(array(`${name}_y`).data);
      assert.deepEqual(Float32Array.from(x, ours), expected);
    });
  }
});

describe("random numbers are JAX's", () => {
  const array = arraysOf("random");
  random.keys.forEach((key, i) => {
    test(`key ${key.join(", ")}: split, bits, uniform, normal`, () => {
      assert.deepEqual(split(key, 7).flat(), Array.from(array(`split_${i}`).data));
      assert.deepEqual(
        indices(100).map((at) => randomBits(key[0], key[1], at) >>> 0),
        Array.from(array(`bits_${i}`).data),
      );
      assert.deepEqual(
        indices(100).map((at) => uniformAt(key[0], key[1], at)),
        Array.from(array(`uniform_${i}`).data),
      );
      assert.deepEqual(normal(key, 1000), Float32Array.from(array(`normal_${i}`).data));
    });
  });
  random.poisson.forEach(({ name, seed }, i) => {
    test(`Poisson counts at rates ${name}`, () => {
      const rates = Float32Array.from(array(`rates_${i}`).data);
      assert.deepEqual(poisson(keyFromSeed(seed), rates), Int32Array.from(array(`counts_${i}`).data));
    });
  });
});

describe("bases are NeMoS' to 1e-6 of a column's maximum", () => {
  const array = arraysOf("bases");
  bases.forEach(({ basis, parameters, window_size: windowSize }, i) => {
    test(`${basis} ${JSON.stringify(parameters)}, window ${windowSize}`, () => {
      const ours = evaluateBasis(basis, parameters, windowSize);
      const expected = array(`b${i}`);
      assert.deepEqual(ours.shape, expected.shape);
      const [nRows, nColumns] = ours.shape;
      for (let b = 0; b < nColumns; b++) {
        const theirs = indices(nRows).map((w) => expected.data[w * nColumns + b]);
        const column = indices(nRows).map((w) => ours.data[w * nColumns + b]);
        const sign = basis === "OrthExponential" && dot(theirs, column) < 0 ? -1 : 1;
        const highest = Math.max(...theirs.map(Math.abs));
        // A column that is only rounding (all of it below float32's last bit of 1) has no digits to compare.
        const tolerance = Math.max(1e-6 * highest, 2 ** -24);
        column.forEach((value, w) => {
          assert.ok(
            Math.abs(sign * value - theirs[w]) <= tolerance,
            `[${w}, ${b}] is ${sign * value}, NeMoS ${theirs[w]}`,
          );
        });
      }
    });
  });

  for (const { basis, parameters, window_size: windowSize, argument, nemos } of basisErrors) {
    test(`${basis} ${JSON.stringify(parameters)}, window ${windowSize} is refused because of ${argument}, as by NeMoS: ${nemos.split("\n")[0]}`, () => {
      assert.throws(
        () => evaluateBasis(basis, parameters, windowSize),
        (error) => error instanceof ArgumentError && error.argument === argument,
      );
    });
  }
});

describe("filters are NeMoS'", () => {
  const array = arraysOf("filters");
  filters.difference_of_gammas.forEach(({ window_size: windowSize, parameters }, i) => {
    test(`difference of gammas ${JSON.stringify(parameters)}, window ${windowSize}`, () => {
      assertClose(differenceOfGammas(windowSize, parameters), array(`gammas_${i}`).data, 1e-7);
    });
  });
  filters.regress_filter.forEach((name, i) => {
    test(`fitted onto a basis: ${name}`, () => {
      const weights = regressFilter(array(`filters_${i}`), array(`basis_${i}`));
      const expected = array(`weights_${i}`);
      assert.deepEqual(weights.shape, expected.shape);
      assertClose(weights.data, expected.data, 1e-6 * Math.max(...expected.data.map(Math.abs)));
    });
  });
});

function indices(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

function assertClose(ours: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  assert.equal(ours.length, expected.length);
  for (let i = 0; i < ours.length; i++) {
    assert.ok(Math.abs(ours[i] - expected[i]) <= tolerance, `[${i}] is ${ours[i]}, expected ${expected[i]}`);
  }
}
