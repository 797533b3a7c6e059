import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test, type TestContext } from "node:test";
import { main } from "../../../src/cli/main";
import { DICTIONARY, npyNumbers, npyText, savedFit, type SavedArrays } from "../../support/fit-files";
import { temporaryFolder } from "../../support/temporary-folder";
import { fakeTerminal } from "./fake-terminal";

/** Files of one test: a fit of 2 neurons and 6 features, a stimulus of 2 features, a basis of 2 functions. */
function place(t: TestContext, changes: SavedArrays = {}) {
  const folder = temporaryFolder(t);
  const at = (name: string): string => join(folder, name);
  writeFileSync(at("fit.npz"), savedFit(changes));
  writeFileSync(at("stimulus.npy"), npyNumbers([50, 2, 2]));
  writeFileSync(at("basis.npy"), npyNumbers([5, 2]));
  const run = async (...args: string[]) => {
    const terminal = fakeTerminal();
    const code = await main(["import", at("fit.npz"), ...args], terminal, { simulation: "", kernel: "" });
    const shortened = (text: string): string => text.replaceAll(`${folder}/`, "");
    return { code, out: shortened(terminal.written.out), err: shortened(terminal.written.err) };
  };
  return { at, run, text: (name = "fit.glm.json") => readFileSync(at(name), "utf8") };
}

const BASIS = ["--basis", "RaisedCosineLog", "--window", "10"];

describe("spikeloop import", () => {
  test("writes a config that refers to the fit, with what was said of it", async (t) => {
    const { run, at, text } = place(t);
    const stimulus = ["--coupling", "0:4", "--feedforward", "4:6", "--feedforward-input", at("stimulus.npy")];
    const basis = [...BASIS, "--n-basis-funcs", "2", "--basis-option", "enforce_decay_to_zero=False"];
    assert.deepEqual(await run(...basis, ...stimulus, "--bin-size", "0.01", "--key", "1,7"), {
      code: 0,
      out: "fit.glm.json\n",
      err: "",
    });
    assert.equal(
      text(),
      `// PopulationGLM of 2 neurons, fitted with NeMoS 0.2.8. The fit is read anew for each run.
{
  // Features 0:4: 2 senders × 2 basis functions, to each receiver.
  "coupling_coef": { "nemos": { "file": "fit.npz", "features": [0, 4] } },
  // A fit does not hold its basis: this is what was said of it.
  "coupling_basis_matrix": { "basis": "RaisedCosineLog", "n_basis_funcs": 2, "window_size": 10, "enforce_decay_to_zero": false },
  "intercepts": { "nemos": { "file": "fit.npz" } },
  // Features 4:6: 2 of the stimulus.
  "feedforward_coef": { "nemos": { "file": "fit.npz", "features": [4, 6] } },
  "feedforward_input": "stimulus.npy",
  // The fit's own.
  "inverse_link_function": "exp",
  "random_key": [1, 7],
  "bin_size": 0.01,
}
`,
    );
  });

  test("takes all features for coupling where they are as many, and says that it chose the bins", async (t) => {
    const { run, text } = place(t);
    assert.equal((await run(...BASIS, "--n-basis-funcs", "3")).code, 0);
    assert.match(text(), /"features": \[0, 6\]/);
    assert.match(text(), /\/\/ Chosen here: .*\n {2}"n_time_bins": 1000,\n {2}"random_key": 0,/);
  });

  test("finds the block of a dictionary by its size, and the stimulus behind it", async (t) => {
    const { run, at, text } = place(t, DICTIONARY);
    const { code } = await run(
      "--basis-matrix",
      at("basis.npy"),
      "--feedforward",
      "stim",
      "--feedforward-input",
      at("stimulus.npy"),
    );
    assert.equal(code, 0);
    assert.match(
      text(),
      /"coupling_coef": .*"features": "coupling"[^]*"coupling_basis_matrix": "basis.npy"[^]*"features": "stim"/,
    );
  });

  test("tells what is left out", async (t) => {
    const { run, text } = place(t);
    const { code, err } = await run(...BASIS, "--n-basis-funcs", "2", "--coupling", "0:4");
    assert.deepEqual(
      [code, err],
      [0, "fit.npz: features 4:6 are left out: they are neither coupling nor feedforward\n"],
    );
    assert.match(text(), /\/\/ Left out: 2 features, 4:6\.\n/);
  });

  test("refers to files from where the config lies", async (t) => {
    const { run, at, text } = place(t);
    mkdirSync(at("deep"));
    assert.equal((await run(...BASIS, "--n-basis-funcs", "3", "--out", at("deep/a.glm.json"))).code, 0);
    assert.match(text("deep/a.glm.json"), /"file": "\.\.\/fit\.npz"/);
  });

  test("never overwrites", async (t) => {
    const { run, at, text } = place(t);
    writeFileSync(at("fit.glm.json"), "mine");
    const { code, out, err } = await run(...BASIS, "--n-basis-funcs", "3");
    assert.deepEqual([code, out], [2, ""]);
    assert.match(err, /^not imported: there is a file fit\.glm\.json already; give another --out\n$/);
    assert.equal(text(), "mine");
  });

  test("keeps names out of the file within their comment", async (t) => {
    const { run, text } = place(t, {
      "item::strkey:coef_": null,
      'dict::strkey:coef_::item::strkey:a\n"x': npyNumbers([4, 2]),
    });
    assert.equal((await run(...BASIS, "--n-basis-funcs", "2")).code, 0);
    assert.match(text(), /^ {2}\/\/ Features "a\\n\\"x": 2 senders/m);
  });
});

const NOT_IMPORTED: Readonly<Record<string, readonly [readonly string[], RegExp, SavedArrays?]>> = {
  "no basis": [
    [],
    /--basis: the fit does not hold its basis: .*--basis-matrix FILE; the fit has 6 features and 2 neurons, and the coupling takes N × B/,
  ],
  "no window": [["--basis", "BSpline"], /--window: the fit does not hold the window/],
  "no number of functions": [
    BASIS,
    /--n-basis-funcs: it is missing; the fit has 6 features and 2 neurons, .*e\.g\. N × 3/,
  ],
  "a number of functions that does not fit": [
    [...BASIS, "--n-basis-funcs", "2"],
    /--coupling: the coupling of 2 neurons takes N × B = 2 × 2 = 4 features; the fit has 6 features; say which, e\.g\. 0:4/,
  ],
  "too many functions": [
    [...BASIS, "--n-basis-funcs", "4"],
    /N × B = 2 × 4 = 8 features; the fit has 6 features, which is too few/,
  ],
  "another number of features": [
    [...BASIS, "--n-basis-funcs", "2", "--coupling", "0:6"],
    /--coupling: .* = 4 features, and 0:6 has 6; the fit has 6/,
  ],
  "features that are not there": [
    [...BASIS, "--n-basis-funcs", "2", "--coupling", "4:8"],
    /--coupling: there are no features 4:8; the fit has 6 features, 0:6/,
  ],
  "features in both": [
    [...BASIS, "--n-basis-funcs", "2", "--coupling", "0:4", "--feedforward", "3:6"],
    /--feedforward: 3:6 and the coupling, 0:4, have features in common/,
  ],
  "a stimulus without an input": [
    [...BASIS, "--n-basis-funcs", "2", "--coupling", "0:4", "--feedforward", "4:6"],
    /--feedforward-input: the 2 features 4:6 need an input of shape \(T, N, K\) = \(T, 2, 2\)/,
  ],
  "an input without features": [
    [...BASIS, "--n-basis-funcs", "3", "--feedforward-input", "stimulus.npy"],
    /--feedforward: an input was given, but the fit has no features besides the coupling's 6/,
  ],
  "an unknown block": [
    [...BASIS, "--n-basis-funcs", "2", "--coupling", "copling"],
    /no block "copling"; the fit has the blocks "coupling" \(4\), "stim" \(2\)/,
    DICTIONARY,
  ],
  "numbers for blocks": [
    [...BASIS, "--n-basis-funcs", "2", "--coupling", "0:4"],
    /--coupling: give the name of a block/,
    DICTIONARY,
  ],
  "a stimulus's block without a word on it": [
    [...BASIS, "--n-basis-funcs", "2"],
    /--feedforward-input: the 2 features "stim" need an input/,
    DICTIONARY,
  ],
  "one neuron of a network": [
    [...BASIS, "--n-basis-funcs", "3"],
    /takes N × B = 1 × 3 = 3 features; the fit has 6 features\. A fit of one neuron is no network: .*PopulationGLM/,
    {
      "item::strkey:model_class": npyText("nemos.glm.glm.GLM"),
      "item::strkey:coef_": npyNumbers([6]),
      "item::strkey:intercept_": npyNumbers([1]),
    },
  ],
  "another model": [
    [],
    /fit\.npz: this fit cannot be simulated: it is of the class ClassifierGLM/,
    { "item::strkey:model_class": npyText("a.ClassifierGLM") },
  ],
  "a parameter that cannot be": [
    [...BASIS, "--n-basis-funcs", "3", "--basis-option", "width=0.5"],
    /--basis-option width: /,
  ],
  "fewer functions than the order of the basis": [
    ["--basis", "BSpline", "--window", "10", "--n-basis-funcs", "3"],
    /--basis-option order: order of BSpline must be at most n_basis_funcs, 3/,
  ],
};

for (const [what, [args, message, changes]] of Object.entries(NOT_IMPORTED)) {
  test(`${what}: not imported, with the option and the numbers`, async (t) => {
    const { run, at } = place(t, changes);
    const { code, out, err } = await run(...args);
    assert.match(err, message);
    assert.deepEqual([code, out], [2, ""]);
    assert.throws(() => readFileSync(at("fit.glm.json")));
  });
}

const MISUSED: readonly (readonly [readonly string[], RegExp])[] = [
  [["--basis", "RaisedCosinLog"], /--basis "RaisedCosinLog" is no basis of NeMoS; did you mean "RaisedCosineLog"\?/],
  [["--basis", "BSpline", "--basis-matrix", "a.npy"], /cannot both be given/],
  [["--basis-matrix", "a.npy", "--window", "3"], /--window does not go with --basis-matrix/],
  [["--basis", "BSpline", "--basis-option", "width=3"], /"width=3": BSpline takes order=3/],
  [["--basis", "RaisedCosineLog", "--basis-option", "width=wide"], /give width=1\.5/],
  [
    ["--basis", "RaisedCosineLog", "--basis-option", "width=2", "--basis-option", "time_scaling"],
    /"time_scaling": RaisedCosineLog takes/,
  ],
  [["--basis-option", "width=3"], /needs a --basis/],
  [["other.npz"], /import takes one fit, and 2 were given/],
  [["--to", "csv"], /import takes no --to/],
  [["--window", "0"], /--window takes a whole number of bins/],
];

test("misuse is said before anything is opened", async (t) => {
  const { run } = place(t);
  for (const [args, message] of MISUSED) {
    const { code, err } = await run(...args);
    assert.match(err, message);
    assert.equal(code, 2);
  }
});
