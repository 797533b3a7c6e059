import assert from "node:assert/strict";
import { test } from "node:test";
import { readCoefficients, readFit, readIntercepts } from "../../../src/fits/read-fit";
import { DICTIONARY, NONE, npyNumbers, npyText, savedFit, type SavedArrays } from "../../support/fit-files";

function source(bytes: Uint8Array) {
  return { size: bytes.length, read: (offset: number, length: number) => bytes.slice(offset, offset + length) };
}

/** The arrays of `savedFit` as NeMoS 0.2.4 and 0.2.5 name them. */
const OLD: SavedArrays = {
  "item::strkey:feature_mask": null,
  "item::strkey:inverse_link_function": null,
  "dict::strkey:observation_model::item::strkey:class": null,
  "item::strkey:coef_": null,
  "item::strkey:intercept_": null,
  "dict::strkey:save_metadata::item::strkey:nemos": null,
  "item::strkey:model_class": null,
  item__inverse_link_function: npyText("jax._src.nn.functions.softplus"),
  dict__observation_model__item__class: npyText("nemos.observation_models.PoissonObservations"),
  item__coef_: npyNumbers([6, 2]),
  item__intercept_: npyNumbers([2]),
  dict__save_metadata__item__nemos: npyText("0.2.4"),
  item__model_class: npyText("nemos.glm.glm.PopulationGLM"),
};

test("a saved model says what it is", () => {
  const { blocks, ...fit } = readFit(source(savedFit()));
  assert.deepEqual(fit, {
    modelClass: "PopulationGLM",
    nemosVersion: "0.2.8",
    nNeurons: 2,
    link: "exp",
    isMasked: false,
    interceptArray: "item::strkey:intercept_",
  });
  assert.deepEqual(
    blocks.map(({ name, nFeatures }) => [name, nFeatures]),
    [[null, 6]],
  );
});

test("so does one of an older version, and one of a dictionary of features in either", () => {
  const old = readFit(source(savedFit(OLD)));
  assert.deepEqual([old.nemosVersion, old.link, old.blocks[0].nFeatures], ["0.2.4", "softplus", 6]);
  const oldDictionary = {
    ...OLD,
    item__coef_: null,
    dict__coef___item__a__item__b: npyNumbers([1, 2]),
    dict__coef___item__stim: npyNumbers([2, 2]),
    dict__feature_mask__item__stim: npyNumbers([2], (flat) => flat),
  };
  for (const [arrays, expected] of [
    [DICTIONARY, ["coupling", 4, "stim", 2]],
    [oldDictionary, ["a__item__b", 1, "stim", 2]],
  ] as const)
    assert.deepEqual(
      readFit(source(savedFit(arrays))).blocks.flatMap(({ name, nFeatures }) => [name, nFeatures]),
      expected,
    );
});

test("a GLM is of one neuron", () => {
  const file = source(
    savedFit({
      "item::strkey:model_class": npyText("nemos.glm.glm.GLM"),
      "item::strkey:coef_": npyNumbers([6]),
      "item::strkey:intercept_": npyNumbers([1]),
    }),
  );
  const fit = readFit(file);
  assert.deepEqual([fit.modelClass, fit.nNeurons, fit.blocks[0].nFeatures], ["GLM", 1, 6]);
  assert.deepEqual([...readCoefficients(file, fit, fit.blocks[0], [1, 3])], [2, 3]);
  assert.deepEqual([...readIntercepts(file, fit)], [1]);
});

test("masks set coefficients to 0: each of an array, those of a neuron in a dictionary's block", () => {
  const masked = source(savedFit({ "item::strkey:feature_mask": npyNumbers([6, 2], (flat) => flat % 2) }));
  const fit = readFit(masked);
  assert.equal(fit.isMasked, true);
  assert.deepEqual([...readCoefficients(masked, fit, fit.blocks[0], [2, 4])], [0, 6, 0, 8]);
  const dictionary = source(
    savedFit({ ...DICTIONARY, "dict::strkey:feature_mask::item::strkey:stim": npyNumbers([2], (flat) => 1 - flat) }),
  );
  const other = readFit(dictionary);
  assert.deepEqual([...readCoefficients(dictionary, other, other.blocks[1], [0, 2])], [10, 0, 12, 0]);
  assert.deepEqual([...readCoefficients(dictionary, other, other.blocks[0], [0, 1])], [1, 2]);
});

const REFUSED: Readonly<Record<string, readonly [SavedArrays, RegExp]>> = {
  "no model": [{ "item::strkey:coef_": null, other: npyNumbers([2]) }, /no model that NeMoS saved: it holds no coef_/],
  "another observation model": [
    {
      "dict::strkey:observation_model::item::strkey:class": npyText(
        "nemos.observation_models.NegativeBinomialObservations",
      ),
    },
    /its observation model is NegativeBinomialObservations, and only Poisson/,
  ],
  "no observation model": [
    { "dict::strkey:observation_model::item::strkey:class": null },
    /does not say its observation model/,
  ],
  "another class": [{ "item::strkey:model_class": npyText("nemos.glm.ClassifierGLM") }, /of the class ClassifierGLM/],
  "hidden states": [{ "item::strkey:transition_prob_": npyNumbers([2, 2]) }, /it is a GLMHMM/],
  "an unknown link": [
    { "item::strkey:inverse_link_function": npyText("__main__.<lambda>") },
    /inverse_link_function __main__\.<lambda> is not one .*softplus, exp, logistic/,
  ],
  "no link": [{ "item::strkey:inverse_link_function": NONE }, /does not say its inverse_link_function/],
  "no intercepts": [{ "item::strkey:intercept_": null }, /has no intercept_/],
  "intercepts of two axes": [{ "item::strkey:intercept_": npyNumbers([2, 1]) }, /intercept_ has shape \(2, 1\)/],
  "a GLM of two neurons": [{ "item::strkey:model_class": npyText("nemos.glm.glm.GLM") }, /a GLM is of one neuron/],
  "transposed coefficients": [
    { "item::strkey:coef_": npyNumbers([2, 6]) },
    /coef_ has shape \(2, 6\), .*\(features, 2\) is expected: its axes look like \(neurons, features\)/,
  ],
  "coefficients of three axes": [{ "item::strkey:coef_": npyNumbers([2, 2, 3]) }, /coef_ has shape \(2, 2, 3\)/],
  "a mask of another shape": [
    { "item::strkey:feature_mask": npyNumbers([2, 6]) },
    /feature_mask has shape \(2, 6\), and \(6, 2\) is expected/,
  ],
  "nested dictionaries": [
    { ...DICTIONARY, "dict::strkey:coef_::dict::strkey:a::item::strkey:b": npyNumbers([1, 2]) },
    /coefficients are nested \(dict::strkey:coef_::dict::strkey:a::item…/,
  ],
  "a list of arrays": [
    { "item::strkey:coef_": null, "list::strkey:coef_::item::0": npyNumbers([1, 2]) },
    /coefficients are nested \(list::strkey:coef_::item::0\)/,
  ],
};

for (const [what, [changes, message]] of Object.entries(REFUSED)) {
  test(`${what}: refused with the reason`, () => {
    assert.throws(() => readFit(source(savedFit(changes))), message);
  });
}

test("a mask of other numbers than 0 and 1 is refused", () => {
  const file = source(savedFit({ "item::strkey:feature_mask": npyNumbers([6, 2]) }));
  const fit = readFit(file);
  assert.throws(() => readCoefficients(file, fit, fit.blocks[0], [0, 6]), /feature mask holds 2, where only 0 and 1/);
});
