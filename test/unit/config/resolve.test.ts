import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openFeedforward } from "../../support/open-feedforward";
import { resolveConfig } from "../../../src/config/resolve";
import { CONFIG, folder, inOrder, put, resolved, SMALL } from "./configs";
import { writeNpy, writeNpz } from "../../support/npy";

test("lists, numbers and fills become float32 arrays in C order", () => {
  const { model } = resolved({ ...SMALL, intercepts: 0.1, init_y: { fill: 1, shape: [3, 2] } });
  assert.deepEqual([model.nNeurons, model.windowSize, model.nBasisFuncs, model.nFeatures], [2, 3, 1, 0]);
  assert.deepEqual(model.couplingCoef, Float32Array.of(0, 1, 0.5, 0));
  assert.deepEqual(model.couplingBasisMatrix, Float32Array.of(1, 0.5, 0.25));
  assert.deepEqual(model.intercepts, Float32Array.of(0.1, 0.1));
  assert.deepEqual(model.initY, new Float32Array(6).fill(1));
});

test("what is left out takes NeMoS' defaults", () => {
  const { model, randomKey, inverseLink, feedforward, neurons, binSize, nTimeBins } = resolved(SMALL);
  assert.deepEqual([...model.initY], [0, 0, 0, 0, 0, 0]);
  assert.deepEqual(
    { randomKey, inverseLink, feedforward, binSize, nTimeBins },
    { randomKey: [0, 0], inverseLink: "softplus", feedforward: null, binSize: null, nTimeBins: 100 },
  );
  assert.deepEqual(neurons, { names: null, groups: null });
});

test("arrays come from .npy, .npz and .csv files beside the config and below", () => {
  put("arrays/coupling.npy", writeNpy({ data: [0, 1, 0.5, 0], shape: [2, 2, 1] }, "<f8"));
  put(
    "all.npz",
    writeNpz({
      intercepts: writeNpy({ data: [-3, -2], shape: [2] }, "<f8"),
      init_y: writeNpy({ data: [1, 2, 3, 4, 5, 6], shape: [3, 2] }, "<i4"),
    }),
  );
  put("basis.csv", "kernel\n1\n0.5\n0.25\n");
  put("other.npz", writeNpz({ whatever: writeNpy({ data: [-3, -2], shape: [2] }, "<f4") }));
  const given = { ...SMALL, coupling_coef: "arrays/coupling.npy", coupling_basis_matrix: "basis.csv" };
  const { model, files } = resolved({
    ...given,
    intercepts: { file: "all.npz" },
    init_y: { file: "all.npz", array: "init_y" },
  });
  assert.deepEqual({ ...model, initY: null }, { ...resolved(SMALL).model, initY: null });
  assert.deepEqual([...model.initY], [1, 2, 3, 4, 5, 6]);
  assert.deepEqual(
    files.map(({ same: _, csv: __, ...file }) => file),
    [
      { argument: "coupling_coef", file: join(folder, "arrays", "coupling.npy") },
      { argument: "coupling_basis_matrix", file: join(folder, "basis.csv") },
      { argument: "intercepts", file: join(folder, "all.npz"), array: "intercepts" },
      { argument: "init_y", file: join(folder, "all.npz"), array: "init_y" },
    ],
  );
  assert.deepEqual(resolved({ ...given, intercepts: "other.npz" }).model.intercepts, Float32Array.of(-3, -2));
});

test("a .csv row or column is a vector, and fills three axes row by row where a shape says so", () => {
  put("row.csv", "-3,-2\n");
  put("column.csv", "-3\n-2\n");
  put("pairs.csv", "0,1\n0.5,0\n");
  for (const intercepts of ["row.csv", "column.csv"])
    assert.deepEqual(resolved({ ...SMALL, intercepts }).model.intercepts, Float32Array.of(-3, -2));
  const { couplingCoef } = resolved({ ...SMALL, coupling_coef: { file: "pairs.csv", shape: [2, 2, 1] } }).model;
  assert.deepEqual(couplingCoef, Float32Array.of(0, 1, 0.5, 0));
});

test("normal numbers are those of JAX", () => {
  // np.asarray(1 + 0.5 * jax.random.normal(jax.random.key(1), (2, 3)))
  const expected = [0.9227814, 1.0423536, 0.93200976, 0.9224819, 1.6333337, 1.0741488];
  const { initY } = resolved({
    ...SMALL,
    coupling_basis_matrix: [[1], [0.5]],
    init_y: { normal: { seed: 1, mean: 1, std: 0.5 } },
    coupling_coef: { normal: { seed: 1 }, shape: [3, 3, 1] },
    intercepts: -3,
  }).model;
  for (const [i, value] of expected.entries())
    assert.ok(Math.abs(initY[i] - value) <= 1e-7 * Math.abs(value), `${i}: ${initY[i]}`);
});

test("a difference of gammas with weights is fitted onto the basis as NeMoS does it", () => {
  // f = nemos.simulation.difference_of_gammas(20, excit_a=3.0); b = RaisedCosineLogEval(4).evaluate_on_grid(20)[1]
  // nemos.simulation.regress_filter(f[:, None, None] * w[None], b)
  const expected = [
    -0.6369650599, -0.2556129105, -0.33189745, 0.24962931, 1.2739301198, 0.5112258209, 0.6637949008, -0.4992586205,
    -0.31848253, -0.1278064552, -0.1659487252, 0.1248146551, 0, 0, 0, 0,
  ];
  const config = {
    ...SMALL,
    coupling_basis_matrix: { basis: "RaisedCosineLogEval", n_basis_funcs: 4, window_size: 20 },
    coupling_coef: {
      filters: { difference_of_gammas: { excit_a: 3 } },
      weights: [
        [1, -2],
        [0.5, 0],
      ],
    },
  };
  const { couplingCoef } = resolved(config).model;
  assert.equal(couplingCoef.length, expected.length);
  for (const [i, value] of expected.entries())
    assert.ok(Math.abs(couplingCoef[i] - value) < 2e-6, `${i}: ${couplingCoef[i]}`);
});

test("filters for each pair are fitted onto the basis", () => {
  const basis = [
    [1, 0],
    [0, 1],
    [0, 0],
  ];
  const filters = [
    [
      [1, 2],
      [3, 4],
    ],
    [
      [5, 6],
      [7, 8],
    ],
    [
      [0, 0],
      [0, 0],
    ],
  ];
  const { couplingCoef } = resolved({ ...SMALL, coupling_basis_matrix: basis, coupling_coef: { filters } }).model;
  for (const [i, value] of [1, 5, 2, 6, 3, 7, 4, 8].entries()) assert.ok(Math.abs(couplingCoef[i] - value) < 1e-5);
});

test("keys: a seed, a pair, or what is asked for instead", () => {
  assert.deepEqual(resolved({ ...SMALL, random_key: 4294967295 }).randomKey, [0, 4294967295]);
  assert.deepEqual(resolved({ ...SMALL, random_key: [256, 7] }).randomKey, [256, 7]);
  assert.deepEqual(resolved({ ...SMALL, random_key: 5 }, { randomKey: [0, 6], nTimeBins: 7 }).randomKey, [0, 6]);
  assert.equal(resolved(SMALL, { nTimeBins: 7 }).nTimeBins, 7);
});

const INPUT = Float32Array.from({ length: 50 * 2 * 3 }, (_, i) => Math.sin(i));
const SIZES = { nTimeBins: 50, nNeurons: 2, nFeatures: 3, neurons: { names: null, groups: null } };

/** INPUT with its first axis varying fastest, as Fortran does. */
function fortran(): Uint8Array {
  const data = Float32Array.from(
    { length: INPUT.length },
    (_, i) => INPUT[((i % 50) * 2 + (Math.floor(i / 50) % 2)) * 3 + Math.floor(i / 100)],
  );
  const bytes = writeNpy({ data, shape: [50, 2, 3] }, "<f4");
  return new Uint8Array(
    Buffer.from(
      Buffer.from(bytes).toString("latin1").replace("'fortran_order': False, ", "'fortran_order': True,  "),
      "latin1",
    ),
  );
}

test("feedforward input gives the same blocks whether it streams or is read whole", () => {
  const npy = writeNpy({ data: INPUT, shape: [50, 2, 3] }, "<f4");
  put("input.npy", npy);
  put("input.npz", writeNpz({ feedforward_input: npy }));
  put("fortran.npy", fortran());
  put("input.csv", Array.from({ length: 50 }, (_, t) => INPUT.subarray(t * 6, t * 6 + 6).join(",")).join("\n"));
  for (const value of ["input.npy", "input.npz", "fortran.npy", { file: "input.csv", shape: [50, 2, 3] }]) {
    const source = openFeedforward(value, SIZES, folder);
    for (const [first, count] of [
      [0, 1],
      [17, 20],
      [49, 1],
      [0, 50],
    ]) {
      assert.deepEqual(
        [...source.read(first, count)],
        [...INPUT.subarray(first * 6, (first + count) * 6)],
        JSON.stringify(value),
      );
    }
  }
});

test("feedforward input from a file is referred to, and T and K come from its header", () => {
  put("input.npy", writeNpy({ data: INPUT, shape: [50, 2, 3] }, "<f4"));
  const { feedforward, feedforwardIsFile, nTimeBins, model } = resolved({
    ...SMALL,
    n_time_bins: undefined,
    feedforward_coef: 1,
    feedforward_input: "input.npy",
  });
  assert.deepEqual([nTimeBins, model.nFeatures, feedforwardIsFile], [50, 3, true]);
  assert.deepEqual([...(feedforward?.read(3, 1) ?? [])], [...INPUT.subarray(18, 24)]);
});

test("one flipped bit of a stored array is found before the first bin, also where the array is streamed", async () => {
  const damage = (name: string, values: Float32Array, shape: readonly number[]): void => {
    const bytes = writeNpz({ [name]: writeNpy({ data: values, shape }, "<f4") });
    bytes[400] ^= 0x10;
    put(`${name}.npz`, bytes);
  };
  damage("feedforward_input", INPUT, [50, 2, 3]);
  damage("init_y", Float32Array.from({ length: 200 }), [100, 2]);
  const broken =
    /(feedforward_input|init_y)\.npy in the \.npz archive is damaged: its bytes are not those that were saved/;
  await assert.rejects(
    inOrder(
      { ...SMALL, n_time_bins: undefined, feedforward_coef: 1, feedforward_input: "feedforward_input.npz" },
      null,
    ),
    broken,
  );
  assert.throws(
    () => resolved({ ...SMALL, coupling_basis_matrix: { normal: { seed: 1 }, shape: [100, 1] }, init_y: "init_y.npz" }),
    broken,
  );
});

test("the examples resolve as they are", () => {
  const sizes = ["two-neurons", "ei-pulse", "difference-of-gammas"].map((name) => {
    const file = `examples/${name}/${name}.glm.json`;
    const { model, nTimeBins } = resolveConfig(file, readFileSync(file, "utf8"));
    return [model.nNeurons, model.windowSize, model.nBasisFuncs, model.nFeatures, nTimeBins];
  });
  assert.deepEqual(sizes, [
    [2, 100, 10, 1, 1000],
    [60, 100, 6, 1, 5000],
    [5, 100, 12, 1, 3000],
  ]);
});

test("relative files are found from the config's folder, wherever the program runs", () => {
  put("elsewhere/i.npy", writeNpy({ data: [-3, -2], shape: [2] }, "<f4"));
  const config = JSON.stringify({ ...SMALL, intercepts: "elsewhere/../elsewhere/i.npy" });
  assert.deepEqual(resolveConfig(CONFIG, config).model.intercepts, Float32Array.of(-3, -2));
});
