import assert from "node:assert/strict";
import { test } from "node:test";
import {
  countHint,
  functionsToOffer,
  isClear,
  othersOf,
  rangesOf,
  summaryOf,
  namedBasis,
} from "../../../src/fits/answers";
import { BASIS_FACTS } from "../../../src/fits/basis-facts";
import { readFit } from "../../../src/fits/read-fit";
import { DICTIONARY, npyNumbers, savedFit, type SavedArrays } from "../../support/fit-files";

function fitOf(changes: SavedArrays = {}) {
  const bytes = savedFit(changes);
  return readFit({ size: bytes.length, read: (offset, length) => bytes.slice(offset, offset + length) });
}

const basis = (name: string) => BASIS_FACTS.find((known) => known.name === name);

test("ranges of N × B features are offered from the beginning and to the end, blocks by their size", () => {
  assert.deepEqual(rangesOf(fitOf(), 4), [
    [0, 4],
    [2, 6],
  ]);
  assert.deepEqual(rangesOf(fitOf(), 6), [[0, 6]]);
  assert.deepEqual(rangesOf(fitOf(), 8), []);
  assert.deepEqual(rangesOf(fitOf(DICTIONARY), 4), ["coupling"]);
});

test("the number of coefficients is said, and wrong where no range or block has it", () => {
  assert.deepEqual(countHint(fitOf(), 3), { severity: "info", text: "N × B = 2 × 3 = 6; the fit has 6 features" });
  assert.equal(countHint(fitOf(), 4).severity, "error");
  assert.equal(countHint(fitOf(DICTIONARY), 3).severity, "error");
});

test("the coupling is asked for only where it is not clear", () => {
  assert.equal(isClear(fitOf(), 3), true);
  assert.equal(isClear(fitOf(), 2), false);
  assert.equal(isClear(fitOf(DICTIONARY), 2), false);
  assert.deepEqual(othersOf(fitOf(), { basis: basis("BSpline"), functions: 2, coupling: [1, 5] }), [
    [0, 1],
    [5, 6],
  ]);
});

test("a number of functions is offered that fits: the former one, else what takes all features, else the largest", () => {
  assert.equal(functionsToOffer(fitOf(), { functions: 2 }), 2);
  assert.equal(functionsToOffer(fitOf(), { functions: 9 }), 3);
  assert.equal(functionsToOffer(fitOf({ "item::strkey:coef_": npyNumbers([7, 2]) }), {}), 3);
});

test("what is in the file is told in a line", () => {
  const mask = { "item::strkey:feature_mask": npyNumbers([6, 2], () => 1) };
  assert.equal(summaryOf(fitOf(mask)), "PopulationGLM of 2 neurons, exp, with a feature mask; the fit has 6 features");
});

test("a basis has the parameters that it needs", () => {
  assert.deepEqual(namedBasis({ basis: basis("History"), window: 5 }), { basis: "History", window_size: 5 });
  assert.deepEqual(namedBasis({ basis: basis("OrthExponential"), functions: 2, window: 5, rates: [1, 2] }), {
    basis: "OrthExponential",
    n_basis_funcs: 2,
    window_size: 5,
    decay_rates: [1, 2],
  });
});
