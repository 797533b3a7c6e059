import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { npyHeader } from "../../../src/arrays/npy/npy";
import { planConfig } from "../../../src/config/plan";
import { CONFIG, folder, messages, plan, put, resolved, SMALL } from "./configs";
import { writeNpy, writeNpz } from "../../support/npy";

const EXAMPLES = ["two-neurons", "ei-pulse", "difference-of-gammas"].map((name) => `examples/${name}/${name}.glm.json`);

test("sizes are found from whatever fixes them", () => {
  const config = {
    coupling_coef: 0.1,
    coupling_basis_matrix: { basis: "BSpline", n_basis_funcs: 5, window_size: 20 },
    intercepts: -3,
    neurons: { groups: ["a", "a", "b"] },
    feedforward_coef: 1,
    feedforward_input: [{ constant: { amplitude: 1 }, feature: 2 }],
    n_time_bins: 40,
  };
  const { problems, dimensions, shapes } = plan(config);
  assert.deepEqual(problems, []);
  assert.deepEqual(dimensions, { nNeurons: 3, windowSize: 20, nBasisFuncs: 5, nFeatures: 3, nTimeBins: 40 });
  assert.deepEqual(Object.fromEntries(shapes.map(({ argument, shape }) => [argument, shape])), {
    coupling_coef: [3, 3, 5],
    coupling_basis_matrix: [20, 5],
    intercepts: [3],
    feedforward_coef: [3, 3],
    feedforward_input: [40, 3, 3],
  });
});

test("a shape stands just after its value", () => {
  const text =
    '{\n  "coupling_coef": [[[0]]],\n  "coupling_basis_matrix": [[1]],\n  "intercepts": [-3], // nearly silent\n  "n_time_bins": 5\n}';
  const { shapes } = plan(text);
  const [intercepts] = shapes.filter(({ argument }) => argument === "intercepts");
  assert.equal(text.slice(intercepts.start, intercepts.offset), "[-3]");
});

test("a History basis has as many functions as its window has bins", () => {
  const { dimensions } = plan({
    ...SMALL,
    coupling_basis_matrix: { basis: "HistoryConv", window_size: 7 },
    coupling_coef: 0,
  });
  assert.deepEqual([dimensions?.windowSize, dimensions?.nBasisFuncs], [7, 7]);
});

test("only headers are read: an input of a terabyte is planned at once", () => {
  // The header alone; planning cannot be right about data that is not there, so the file has to be as long as it says.
  put("huge.npy", npyHeader("<f4", [1e9, 2, 125]));
  assert.match(
    messages(plan({ ...SMALL, n_time_bins: undefined, feedforward_coef: 1, feedforward_input: "huge.npy" })).join(),
    /1000000000000 bytes; only 0 follow/,
  );
});

test("both places of a disagreement are given", () => {
  const { problems } = plan({ ...SMALL, intercepts: [1, 2, 3] });
  assert.equal(problems.length, 1);
  assert.deepEqual(problems[0].path, ["intercepts"]);
  assert.equal(problems[0].related?.message, "here it is 2");
  assert.equal(problems[0].related?.line, 1);
});

test("what most arrays say is taken for right", () => {
  const { problems } = plan({
    ...SMALL,
    coupling_coef: [[[1]]],
    init_y: [
      [0, 0],
      [0, 0],
      [0, 0],
    ],
  });
  assert.deepEqual(
    problems.map(({ path }) => path[0]),
    ["coupling_coef"],
  );
});

test("a number of bins that is asked for stands in for n_time_bins, and disagrees with a shorter input", () => {
  assert.equal(plan(SMALL, { nTimeBins: 5 }).dimensions?.nTimeBins, 5);
  put("fifty.npy", writeNpy({ data: new Float32Array(100), shape: [50, 2, 1] }, "<f4"));
  const { problems } = plan(
    { ...SMALL, n_time_bins: undefined, feedforward_coef: 1, feedforward_input: "fifty.npy" },
    { nTimeBins: 60 },
  );
  assert.match(problems[0].message, /T, the number of time bins, is (50|60) by .* but (60|50) by/);
  assert.deepEqual(problems[0].path, ["feedforward_input"]);
});

test("of a longer input, whatever gives it, the first bins are taken when fewer are asked for", () => {
  const bins = new Float32Array(100);
  put("fifty.npy", writeNpy({ data: bins, shape: [50, 2, 1] }, "<f4"));
  put("fifty.npz", writeNpz({ feedforward_input: writeNpy({ data: bins, shape: [50, 2, 1] }, "<f8") }));
  put("fifty.csv", "0,0\n".repeat(50));
  const shape = [50, 2, 1];
  const sources = [
    "fifty.npy",
    "fifty.npz",
    { file: "fifty.csv", shape },
    { fill: 1, shape },
    { normal: { seed: 1 }, shape },
    Array.from({ length: 50 }, () => [[0], [0]]),
  ];
  for (const feedforward_input of sources) {
    for (const n_time_bins of [undefined, 50]) {
      const config = { ...SMALL, n_time_bins, feedforward_coef: 1, feedforward_input };
      const { problems, dimensions } = plan(config, { nTimeBins: 20 });
      assert.deepEqual([problems, dimensions?.nTimeBins], [[], 20], JSON.stringify(feedforward_input));
      assert.equal(plan(config).dimensions?.nTimeBins, 50);
      const { feedforward, nTimeBins } = resolved(config, { nTimeBins: 20 });
      assert.deepEqual([nTimeBins, feedforward?.nTimeBins, feedforward?.read(19, 1).length], [20, 20, 2]);
    }
    assert.match(
      messages(plan({ ...SMALL, n_time_bins: 20, feedforward_coef: 1, feedforward_input })).join(),
      /T, .* 20 by n_time_bins|but 20 by n_time_bins/,
    );
  }
});

test("a file that may not be looked at is not opened, and only a warning", () => {
  const { problems, dimensions } = plan({ ...SMALL, intercepts: "/etc/passwd.npy" }, {}, { within: ["/nowhere"] });
  assert.deepEqual(
    problems.map(({ severity }) => severity),
    ["warning"],
  );
  assert.equal(dimensions?.nNeurons, 2);
});

test("title, bin size and key are known without the arrays", () => {
  const { title, binSize, randomKey } = plan({ title: "t", bin_size: 0.001, random_key: 7 });
  assert.deepEqual({ title, binSize, randomKey }, { title: "t", binSize: 0.001, randomKey: [0, 7] });
});

test("columns count UTF-16 units from 1, lines end with LF, CRLF or CR, and a byte order mark does no harm", () => {
  for (const end of ["\n", "\r\n", "\r"]) {
    const { problems } = plan(`\ufeff{${end}  "titel": "\u{1f9e0}",${end}  "\u{1f9e0}": 1, "dt": 1${end}}`);
    const dt = problems.find(({ message }) => message.includes('"dt"'));
    assert.deepEqual([dt?.line, dt?.column], [3, 12]);
  }
});

test("planning never throws, wherever a good config is cut off or a character of it is changed", () => {
  let seed = 12345;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return seed % below;
  };
  for (const file of EXAMPLES) {
    const text = readFileSync(file, "utf8");
    for (let trial = 0; trial < 150; trial++) {
      const at = random(text.length);
      const damaged =
        trial % 2 === 0 ? text.slice(0, at) : text.slice(0, at) + '{}[],:"0e-/n'[random(12)] + text.slice(at + 1);
      for (const problem of planConfig(file, damaged).problems) {
        assert.ok(problem.line >= 1 && problem.column >= 1 && problem.offset <= damaged.length, problem.message);
        assert.ok(problem.message.length > 5 && !/undefined|\[object|NaN is/.test(problem.message), problem.message);
      }
    }
  }
});

test("a large list in the config is planned in well under a second", () => {
  const coupling = Array.from({ length: 150 }, () => Array.from({ length: 150 }, () => [0, 0.5, 1, 1.5, 2]));
  const text = JSON.stringify({
    ...SMALL,
    coupling_coef: coupling,
    intercepts: -3,
    coupling_basis_matrix: { basis: "BSpline", n_basis_funcs: 5, window_size: 20 },
  });
  const began = performance.now();
  assert.deepEqual(planConfig(CONFIG, text).problems, []);
  assert.ok(performance.now() - began < 1500);
});

test("paths are those of the config's folder", () => {
  assert.match(
    messages(plan({ ...SMALL, intercepts: "none.npy" }))[0],
    new RegExp(join(folder, "none.npy").replace(/[\\.]/g, "\\$&")),
  );
});

test("exponentials of which some are not independent are told before they are simulated with", () => {
  const basis = {
    basis: "OrthExponential",
    n_basis_funcs: 20,
    window_size: 100,
    decay_rates: Array.from({ length: 20 }, (_, i) => i + 1),
  };
  const { problems } = plan({ ...SMALL, coupling_coef: 0, coupling_basis_matrix: basis });
  assert.deepEqual(
    problems.map(({ path }) => path.join(".")),
    ["coupling_basis_matrix.n_basis_funcs"],
  );
  assert.match(problems[0].message, /^only 1\d of these 20 exponentials are independent .*: give 1\d decay_rates/);
});

test("what is computed is bounded by what a config says, before it is computed", () => {
  const gammas = (parameters: object): object => ({
    ...SMALL,
    intercepts: 0,
    coupling_basis_matrix: { basis: "BSpline", n_basis_funcs: 5, window_size: 20 },
    coupling_coef: { filters: { difference_of_gammas: parameters }, weights: [[0]] },
  });
  assert.match(messages(plan(gammas({ excit_a: 1e21 })))[0], /^excit_a must be at most 1000000/);
  assert.deepEqual(
    messages(plan({ ...gammas({}), coupling_basis_matrix: { basis: "History", window_size: 2000 } })),
    [],
  );
  const wide = { basis: "BSpline", n_basis_funcs: 2000, window_size: 2000 };
  assert.match(
    messages(plan({ ...gammas({}), coupling_basis_matrix: wide }))[0],
    /^filters cannot be fitted to a basis of 2000 functions/,
  );
});

test("no library's words reach a person where a basis vanishes", () => {
  const basis = { basis: "OrthExponential", n_basis_funcs: 2, window_size: 50, decay_rates: [-1000, 1] };
  const config = {
    ...SMALL,
    coupling_basis_matrix: basis,
    coupling_coef: {
      filters: { difference_of_gammas: {} },
      weights: [
        [1, 0],
        [0, 1],
      ],
    },
  };
  assert.deepEqual(messages(plan(config)), [
    "decay_rates of OrthExponential must be numbers of at least -300, beyond which the exponentials leave float64; found -1000",
  ]);
});
