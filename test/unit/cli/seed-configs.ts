import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const BASIS = { basis: "RaisedCosineLog", n_basis_funcs: 3, window_size: 12 };
const SMALL = {
  coupling_coef: [
    [[0], [1]],
    [[0.5], [0]],
  ],
  coupling_basis_matrix: [[1], [0.5], [0.25]],
  intercepts: [-3, -2],
  n_time_bins: 20,
};
const INPUT = { feedforward_coef: [[1], [0.5]] };

/** Configs of every feature, right or wrong; whoever adds a feature adds a config here. Files lie in `arrays/` beside them. */
const FEATURES: readonly object[] = [
  SMALL,
  {
    ...SMALL,
    $schema: "s",
    title: "t",
    description: "d",
    bin_size: 0.001,
    random_key: 5,
    init_y: [
      [0, 0],
      [0, 1],
      [1, 0],
    ],
  },
  {
    ...SMALL,
    random_key: [256, 7],
    inverse_link_function: "jax.nn.sigmoid",
    neurons: { names: ["a", "b"], groups: ["e", "i"] },
  },
  {
    ...SMALL,
    intercepts: { fill: -3, shape: [2] },
    init_y: 0,
    coupling_coef: { normal: { seed: 1, mean: 0, std: 0.5 }, shape: [2, 2, 1] },
  },
  {
    ...SMALL,
    coupling_coef: "arrays/coupling-3.npy",
    intercepts: { file: "arrays/two.npz", array: "a" },
    coupling_basis_matrix: { file: "arrays/square.csv", shape: [2, 2] },
  },
  { ...SMALL, intercepts: "arrays/three.npy", feedforward_input: "arrays/input.npy", ...INPUT },
  ...[{}, { width: 2.5, time_scaling: 20, enforce_decay_to_zero: false }].map((extra) => ({
    ...SMALL,
    coupling_coef: 0.1,
    coupling_basis_matrix: { ...BASIS, ...extra },
  })),
  ...["RaisedCosineLinear", "BSplineConv", "MSplineEval", "CyclicBSpline"].map((basis) => ({
    ...SMALL,
    coupling_coef: 0.1,
    coupling_basis_matrix: { ...BASIS, basis, n_basis_funcs: 5 },
  })),
  {
    ...SMALL,
    coupling_coef: 0.1,
    coupling_basis_matrix: { basis: "BSpline", n_basis_funcs: 6, order: 3, window_size: 20 },
  },
  {
    ...SMALL,
    coupling_coef: 0.1,
    coupling_basis_matrix: { basis: "OrthExponential", n_basis_funcs: 3, decay_rates: [1, 2, 4], window_size: 20 },
  },
  { ...SMALL, coupling_coef: 0.1, coupling_basis_matrix: { basis: "History", window_size: 7 } },
  {
    ...SMALL,
    coupling_basis_matrix: BASIS,
    coupling_coef: {
      filters: { difference_of_gammas: { upper_percentile: 0.9, inhib_a: 1, excit_a: 3, inhib_b: 1, excit_b: 2 } },
      weights: [
        [1, -1],
        [0.5, 0],
      ],
    },
  },
  {
    ...SMALL,
    coupling_basis_matrix: { basis: "History", window_size: 2 },
    coupling_coef: {
      filters: [
        [
          [1, 2],
          [3, 4],
        ],
        [
          [5, 6],
          [7, 8],
        ],
      ],
    },
  },
  {
    ...SMALL,
    ...INPUT,
    neurons: { names: ["a", "b"], groups: ["e", "i"] },
    feedforward_input: [
      { constant: { amplitude: 1 } },
      { step: { start: 2, duration: 5, amplitude: -1 }, neurons: ["a", 1, "i"], feature: 0 },
      { pulses: { start: 0, duration: 2, period: 5, amplitude: 1 }, neurons: "e" },
      { sine: { period: 10, phase: 0.5, amplitude: 1 }, neurons: 1 },
      { normal: { seed: 3, mean: 0, std: 1 }, neurons: [] },
    ],
  },
];

/** Valid configs of every feature, the examples, and all that are known to be bad. */
export function seedConfigs(badConfigs: string): string[] {
  const bad = readdirSync(badConfigs)
    .filter((name) => name.endsWith(".glm.json"))
    .map((name) => readFileSync(join(badConfigs, name), "utf8"));
  const examples = ["two-neurons", "ei-pulse", "difference-of-gammas"].map((name) =>
    readFileSync(`examples/${name}/${name}.glm.json`, "utf8"),
  );
  return [
    ...FEATURES.flatMap((config) => [JSON.stringify(config), JSON.stringify(config, null, 2)]),
    ...examples,
    ...bad,
  ];
}
