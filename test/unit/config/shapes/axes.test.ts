import assert from "node:assert/strict";
import { test } from "node:test";
import { sizeOf } from "../../../../src/arrays/ndarray";
import { axesLookAlike } from "../../../../src/config/shapes/dimensions";
import { messages, plan, put } from "../configs";
import { writeNpy } from "../../../support/npy";

// Six neurons, a window of ten bins, four basis functions, two features, twenty bins: no two dimensions are equally long.
const [N, W, B, K, T] = [6, 10, 4, 2, 20];
const RIGHT = {
  coupling_coef: [N, N, B],
  coupling_basis_matrix: [W, B],
  intercepts: [N],
  feedforward_coef: [N, K],
  feedforward_input: [T, N, K],
  init_y: [W, N],
} as const;

/** What is said of a network whose arrays come from files of these shapes. */
function said(changed: Readonly<Record<string, readonly number[]>>, more: object = {}): string[] {
  const shapes: Readonly<Record<string, readonly number[]>> = { ...RIGHT, ...changed };
  for (const [name, shape] of Object.entries(shapes))
    put(`${name}.npy`, writeNpy({ data: new Float32Array(sizeOf(shape)), shape }, "<f4"));
  const files = Object.fromEntries(Object.keys(shapes).map((name) => [name, `${name}.npy`]));
  return messages(plan({ ...files, n_time_bins: T, ...more }));
}

test("arrays in the right order are taken", () => assert.deepEqual(said({}), []));

test("a fit's layout is told with the way out of it, and nothing else is blamed", () => {
  assert.deepEqual(said({ coupling_coef: [N, B, N] }), [
    "coupling_coef has shape (6, 4, 6): its axes look like (sender, basis function, receiver), as a fit has them; " +
      "transpose them to (receiver, sender, basis function) with np.transpose(a, (2, 0, 1)), or with np.transpose(a, (0, 2, 1)) if they are (receiver, basis function, sender)",
  ]);
});

test("the coefficients of a fit before they are reshaped are told as well", () => {
  assert.deepEqual(said({ coupling_coef: [N * B, N] }), [
    "coupling_coef needs 3 axes, (N, N, B); it has 2, (24, 6): take np.transpose(a.reshape(6, 4, 6), (2, 0, 1)) if it is the coef_ of a fit",
  ]);
});

const TRANSPOSED: Readonly<Record<string, readonly (readonly number[])[]>> = {
  coupling_coef: [
    [N, B, N],
    [B, N, N],
  ],
  coupling_basis_matrix: [[B, W]],
  feedforward_coef: [[K, N]],
  init_y: [[N, W]],
  feedforward_input: [
    [N, T, K],
    [K, N, T],
    [K, T, N],
    [T, K, N],
    [N, K, T],
  ],
};
for (const [name, shapes] of Object.entries(TRANSPOSED)) {
  for (const shape of shapes) {
    test(`${name} of shape (${shape.join(", ")}): the transposition that fits is told, once`, () => {
      const [message, ...others] = said({ [name]: shape });
      assert.deepEqual(others, []);
      assert.ok(message.startsWith(`${name} has shape (${shape.join(", ")}): its axes look like (`), message);
      const order = /with np\.transpose\(a, \(([\d, ]+)\)\)/.exec(message)?.[1].split(",").map(Number) ?? [];
      assert.deepEqual(
        order.map((axis) => shape[axis]),
        RIGHT[name as keyof typeof RIGHT],
      );
    });
  }
}

test("filters as NumPy often has them, pair by pair, are told too", () => {
  put("filters.npy", writeNpy({ data: new Float32Array(N * N * W), shape: [N, N, W] }, "<f4"));
  const [message, ...others] = said({}, { coupling_coef: { filters: "filters.npy" } });
  assert.deepEqual(others, []);
  assert.match(
    message,
    /^coupling_coef\.filters has shape \(6, 6, 10\): its axes look like \(receiver, sender, bin of the window\); transpose them to .* with np\.transpose\(a, \(2, 0, 1\)\)/,
  );
});

test("axes of length 1 that are too many or missing are told", () => {
  assert.match(said({ intercepts: [N, 1] })[0], /it has 2, \(6, 1\): take a\.reshape\(6,\)$/);
  assert.match(said({ intercepts: [1, N] })[0], /take a\.reshape\(6,\)$/);
  assert.match(said({ feedforward_input: [T, N], feedforward_coef: [N, 1] })[0], /take a\[:, :, np\.newaxis\]$/);
  assert.match(said({ feedforward_coef: [N], feedforward_input: [T, N, 1] })[0], /take a\[:, np\.newaxis\]$/);
  assert.match(said({ intercepts: [1, 1, 1, 1, 1, 1, 1, 1, N] })[0], /it has 9/);
});

test("numbers in the config itself are told the order of their axes", () => {
  const config = {
    coupling_coef: 0,
    coupling_basis_matrix: { basis: "BSpline", n_basis_funcs: 4, window_size: 10 },
    intercepts: [1, 2],
    n_time_bins: 5,
    init_y: [Array(10).fill(0), Array(10).fill(0)],
  };
  assert.deepEqual(messages(plan(config)), [
    "init_y has shape (2, 10): its axes look like (neuron, bin of the window); transpose them to (bin of the window, neuron)",
  ]);
});

test("an array that fits in no order is told as a disagreement", () => {
  assert.match(said({ init_y: [W + 1, N] })[0], /^W, the window in bins, is 11 by init_y/);
  assert.match(said({ intercepts: [N + 1] })[0], /^N, the number of neurons, is 7 by intercepts/);
});

test("where two dimensions are equally long nothing is said, but the axes are shown in words", () => {
  assert.deepEqual(said({ coupling_coef: [N, N, N], coupling_basis_matrix: [W, N] }), []);
  assert.ok(axesLookAlike("coupling_coef", [6, 6, 6]));
  assert.ok(axesLookAlike("feedforward_input", [20, 6, 6]));
  assert.ok(!axesLookAlike("coupling_coef", [6, 6, 4]));
  assert.ok(!axesLookAlike("coupling_coef", [1, 1, 1]));
  assert.ok(!axesLookAlike("intercepts", [6]));
});
