import assert from "node:assert/strict";
import { test } from "node:test";
import { didYouMean, meantText, nearest, nearestFile } from "../../../../src/config/text/suggest";

const KEYS = ["intercepts", "coupling_coef", "feedforward_coef", "n_time_bins"];

test("a misspelled word has its nearest candidate, and a word like none has none", () => {
  assert.equal(nearest("coupling_cofe", KEYS), "coupling_coef");
  assert.equal(nearest("Intercept", KEYS), "intercepts");
  assert.equal(nearest("n-time-bins", KEYS), "n_time_bins");
  assert.equal(nearest("stimulus", KEYS), null);
  assert.equal(nearest("coupling_coef", []), null);
});

test("what stands before a dot counts in names of files only", () => {
  assert.equal(nearest("jax.nn.softplus", ["softplus", "exp"]), "softplus");
  assert.equal(nearestFile("couplin.npy", ["coupling.npy", "spikes.npy"]), "coupling.npy");
});

test("the question is asked where there is a candidate", () => {
  assert.equal(didYouMean("interceps", KEYS), '; did you mean "intercepts"?');
  assert.equal(didYouMean("zzz", KEYS), "");
  assert.equal(meantText('a"b'), 'did you mean "a\\"b"?');
});
