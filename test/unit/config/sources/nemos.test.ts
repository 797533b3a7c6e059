import assert from "node:assert/strict";
import { test } from "node:test";
import { resolveConfig } from "../../../../src/config/resolve";
import { DICTIONARY, npyNumbers, npyText, savedFit } from "../../../support/fit-files";
import { folder, messages, plan, put } from "../configs";

put("fit.npz", savedFit());
put("blocks.npz", savedFit(DICTIONARY));
put(
  "binomial.npz",
  savedFit({ "dict::strkey:observation_model::item::strkey:class": npyText("a.BernoulliObservations") }),
);
put("bad.npz", savedFit({ "item::strkey:coef_": npyNumbers([6, 2], (flat) => (flat === 5 ? NaN : flat)) }));
put("fit.txt", new TextEncoder().encode("1 2 3\n"));

const fit = (file: string, features?: unknown) => ({ nemos: { file, ...(features !== undefined && { features }) } });

/** Coupling from features 0 to 3, stimulus from 4 and 5. */
const CONFIG = {
  coupling_coef: fit("fit.npz", [0, 4]),
  coupling_basis_matrix: [
    [1, 0],
    [0, 1],
    [0, 0],
  ],
  intercepts: fit("fit.npz"),
  feedforward_coef: fit("fit.npz", [4, 6]),
  feedforward_input: 0,
  n_time_bins: 5,
  inverse_link_function: "exp",
};

test("a fit's features become coupling, sender by sender, and coefficients of the stimulus", () => {
  const { model } = resolveConfig(`${folder}/a.glm.json`, JSON.stringify(CONFIG));
  // Feature s * B + b of receiver r is (s * B + b) * N + r + 1.
  assert.deepEqual([...model.couplingCoef], [1, 3, 5, 7, 2, 4, 6, 8]);
  assert.deepEqual([...model.feedforwardCoef], [9, 11, 10, 12]);
  assert.deepEqual([...model.intercepts], [1, 2]);
});

test("blocks of a dictionary are chosen by name", () => {
  const config = {
    ...CONFIG,
    coupling_coef: fit("blocks.npz", "coupling"),
    feedforward_coef: fit("blocks.npz", "stim"),
    intercepts: fit("blocks.npz"),
  };
  const { model, files } = resolveConfig(`${folder}/a.glm.json`, JSON.stringify(config));
  assert.deepEqual([...model.couplingCoef], [1, 3, 5, 7, 2, 4, 6, 8]);
  assert.deepEqual([...model.feedforwardCoef], [10, 12, 11, 13]);
  assert.equal(files[0].array, "dict::strkey:coef_::item::strkey:coupling");
});

test("shapes are known from headers alone", () => {
  const { shapes, problems, dimensions } = plan(CONFIG);
  assert.deepEqual(problems, []);
  assert.deepEqual(shapes.find(({ argument }) => argument === "coupling_coef")?.shape, [2, 2, 2]);
  assert.deepEqual(dimensions, { nNeurons: 2, windowSize: 3, nBasisFuncs: 2, nFeatures: 2, nTimeBins: 5 });
});

const SAID: Readonly<Record<string, readonly [object, RegExp]>> = {
  "a missing file": [{ intercepts: fit("fits.npz") }, /there is no file .*fits\.npz; did you mean "fit\.npz"\?/],
  "a text": [{ intercepts: fit("fit.txt") }, /fit\.txt: it is no \.npz archive; give what model\.save_params/],
  "another observation model": [{ intercepts: fit("binomial.npz") }, /binomial\.npz: this fit .*BernoulliObservations/],
  "no features": [
    { coupling_coef: fit("fit.npz") },
    /"features" is missing in "nemos": fit\.npz holds 6 features of 2 neurons: give "features": \[start, stop\], at most \[0, 6\]/,
  ],
  "features of intercepts": [{ intercepts: fit("fit.npz", [0, 1]) }, /intercepts take no features/],
  "too many features": [{ feedforward_coef: fit("fit.npz", [4, 7]) }, /\[4, 7\] goes beyond the fit: fit\.npz holds 6/],
  "features from behind": [{ feedforward_coef: fit("fit.npz", [6, 4]) }, /\[6, 4\] holds no feature/],
  "an odd number of coupling features": [
    { coupling_coef: fit("fit.npz", [0, 5]) },
    /these are 5 features, no multiple of the 2 neurons of fit\.npz; a coupling takes N × B of them/,
  ],
  "other features than the basis has": [
    { coupling_coef: fit("fit.npz", [0, 2]) },
    /B, the number of basis functions, is 2 by coupling_basis_matrix .* but 1 by coupling_coef/,
  ],
  "a misspelled block": [
    { coupling_coef: fit("blocks.npz", "copling") },
    /there is no block "copling" in blocks\.npz; did you mean "coupling"\?/,
  ],
  "an unknown block": [
    { coupling_coef: fit("blocks.npz", "history") },
    /no block "history" in blocks\.npz; it holds "coupling" \(4\), "stim" \(2\)/,
  ],
  "numbers where blocks have names": [
    { coupling_coef: fit("blocks.npz", [0, 4]) },
    /give the name of a block, "coupling" \(4\)/,
  ],
  "a block where there are numbers": [
    { coupling_coef: fit("fit.npz", "coupling") },
    /no block "coupling": fit\.npz holds 6/,
  ],
  "an argument that no fit holds": [{ init_y: fit("fit.npz") }, /a fit holds coupling_coef, .* but no init_y/],
  "the file without saying that it is a fit": [
    { intercepts: "fit.npz" },
    /a model that NeMoS fitted: give \{ "nemos": \{ "file": "fit\.npz" \} \}/,
  ],
  "the coefficients as they are saved": [
    { coupling_coef: { file: "fit.npz", array: "item::strkey:coef_" } },
    /coupling_coef needs 3 axes, \(N, N, B\); it has 2, \(6, 2\): give \{ "nemos": \{ "file": "fit\.npz", "features": … \} \}/,
  ],
  "a misspelled key": [
    { intercepts: { nemos: { fil: "fit.npz" } } },
    /unknown key "fil" in intercepts\.nemos; did you mean "file"\?/,
  ],
  "another link": [
    { inverse_link_function: "softplus" },
    /the fit of coupling_coef has the inverse_link_function exp, and this is softplus: give "inverse_link_function": "exp"/,
  ],
  "no link": [{ inverse_link_function: undefined }, /and softplus is meant where none is given: give/],
};

for (const [what, [changes, message]] of Object.entries(SAID)) {
  test(`${what}: said at its place`, () => {
    const [first, ...others] = messages(plan({ ...CONFIG, ...changes }));
    assert.match(first ?? "", message);
    assert.deepEqual(others, []);
  });
}

test("a coefficient that is no number is refused by its place in the argument", () => {
  const config = JSON.stringify({ ...CONFIG, coupling_coef: fit("bad.npz", [0, 4]) });
  assert.throws(
    () => resolveConfig(`${folder}/a.glm.json`, config),
    /coupling_coef\[1, 1, 0\]: NaN is not a finite number/,
  );
});

test("where B is N, so that no shape tells the order of the axes, it is shown in words", () => {
  const { shapes } = plan(CONFIG);
  const { axes, axesInShort } = shapes.find(({ argument }) => argument === "coupling_coef") ?? {};
  assert.deepEqual(
    [axes, axesInShort],
    ["receiving neurons × sending neurons × basis functions", "receiver × sender × basis"],
  );
});
