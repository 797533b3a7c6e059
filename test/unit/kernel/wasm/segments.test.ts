import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { basisSegments } from "../../../../src/kernel/wasm/segments";
import { evaluateBasis } from "../../../../src/model/bases";
import { keyFromSeed } from "../../../../src/random/keys";
import { normal } from "../../../../src/random/normal";

/** The (W, B) basis that a kernel would see, pass by pass: of four functions, the last two are 1 less the first two. */
function walked(basis: Float32Array, windowSize: number, nBasisFuncs: number): Float32Array {
  const { nSegments, segments, weights } = basisSegments(basis, windowSize, nBasisFuncs);
  const seen = new Float32Array(basis.length);
  let at = 0;
  for (let s = 0; s < nSegments; s++) {
    const [firstLag, nLags, firstFunction, nFunctions] = segments.subarray(4 * s);
    for (let lag = firstLag; lag < firstLag + nLags; lag++) {
      const given = [...weights.subarray(at, (at += Math.min(2, nFunctions)))];
      const functions = nFunctions === 4 ? [...given, 1 - given[0], 1 - given[1]] : given;
      functions.slice(0, nBasisFuncs - firstFunction).forEach((weight, i) => {
        assert.equal(seen[lag * nBasisFuncs + firstFunction + i], 0, "no entry is added twice");
        seen[lag * nBasisFuncs + firstFunction + i] = weight;
      });
    }
  }
  assert.equal(at, weights.length);
  return seen;
}

function assertWhole(basis: Float32Array, windowSize: number, nBasisFuncs: number): void {
  walked(basis, windowSize, nBasisFuncs).forEach((weight, i) => {
    const place = `lag ${Math.floor(i / nBasisFuncs)}, function ${i % nBasisFuncs}`;
    assert.ok(Math.abs(weight - basis[i]) <= 2 ** -22, `${place}: ${weight}, the basis has ${basis[i]}`);
  });
}

const raisedCosines = (name: "RaisedCosineLog" | "RaisedCosineLinear", nBasisFuncs: number, windowSize: number) =>
  Float32Array.from(evaluateBasis(name, { n_basis_funcs: nBasisFuncs }, windowSize).data);

describe("segments hold every entry of a basis", () => {
  for (const name of ["RaisedCosineLog", "RaisedCosineLinear"] as const) {
    for (const [windowSize, nBasisFuncs] of [
      [100, 10],
      [500, 10],
      [20, 10],
      [100, 2],
      [100, 3],
      [60, 4],
      [12, 12],
    ]) {
      test(`${name}, (${windowSize}, ${nBasisFuncs})`, () =>
        assertWhole(raisedCosines(name, nBasisFuncs, windowSize), windowSize, nBasisFuncs));
    }
  }
  test("of random numbers, half of them 0", () => {
    const basis = normal(keyFromSeed(1), 40 * 7).map((x) => Math.max(0, x));
    assertWhole(basis, 40, 7);
    assert.equal(basisSegments(basis, 40, 7).hasComplements, false);
  });
  test("of nothing but zeros", () => assert.equal(basisSegments(new Float32Array(12), 4, 3).nSegments, 0));
});

describe("raised cosines take two entries a lag where three or four functions overlap", () => {
  test("of the usual basis, in 11 segments instead of 19", () => {
    const { nSegments, weights, hasComplements } = basisSegments(raisedCosines("RaisedCosineLog", 10, 100), 100, 10);
    assert.deepEqual([nSegments, weights.length, hasComplements], [11, 168, true]);
  });
  test("three that are not the last three are no complements: the fourth would be missing", () => {
    const three = basisSegments(Float32Array.of(0.25, 0.5, 0.75, 0), 1, 4);
    assert.deepEqual([...three.segments], [0, 1, 0, 2, 0, 1, 2, 1]);
    const last = basisSegments(Float32Array.of(0.25, 0.5, 0.75), 1, 3);
    assert.deepEqual([...last.segments], [0, 1, 0, 4]);
  });
  test("a pair that misses 1 by more than rounding is none", () => {
    assert.equal(basisSegments(Float32Array.of(0.25, 0.5, 0.750001, 0.5), 1, 4).hasComplements, false);
  });
});
