import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { planConfig } from "../../../src/config/plan";
import { resolveConfig } from "../../../src/config/resolve";
import { holdFeedforward } from "../../../src/runs/inputs";
import { runNeed } from "../../../src/runs/need";
import { temporaryFolder } from "./folder";

const W = 50;
const N = 400;
const NETWORK = {
  coupling_basis_matrix: { basis: "RaisedCosineLog", n_basis_funcs: 3, window_size: W },
  intercepts: new Array(N).fill(-3),
  n_time_bins: 2000,
};

function memoryOf(folder: string, config: object): number {
  const { dimensions, reading } = planConfig(join(folder, "net.glm.json"), JSON.stringify(config));
  assert.ok(dimensions);
  return runNeed(dimensions, reading, folder).memoryBytes;
}

describe("the memory that a run needs", () => {
  test("counts filters that the coupling is fitted to", (t) => {
    const folder = temporaryFolder(t);
    const plain = memoryOf(folder, { ...NETWORK, coupling_coef: 0.01 });
    const fitted = memoryOf(folder, { ...NETWORK, coupling_coef: { filters: { fill: 0.01, shape: [W, N, N] } } });
    const shaped = memoryOf(folder, { ...NETWORK, coupling_coef: { filters: { difference_of_gammas: {} }, weights: 0.01 } });
    assert.equal(fitted - plain, N * N * (4 * W + 8));
    assert.equal(shaped, plain);
  });

  test("does not grow with the number of bins", (t) => {
    const folder = temporaryFolder(t);
    const config = { ...NETWORK, coupling_coef: 0.01, feedforward_coef: 1, feedforward_input: [{ constant: { amplitude: 1 } }] };
    assert.equal(memoryOf(folder, { ...config, n_time_bins: 1e5 }), memoryOf(folder, { ...config, n_time_bins: 1e9 }));
  });
});

describe("a feedforward input that inputs.npz copies", () => {
  const noise = { coupling_coef: 0.01, feedforward_coef: 1, feedforward_input: [{ normal: { seed: 3, std: 0.1 } }, { sine: { period: 7, amplitude: 1 } }] };
  const resolve = (folder: string, config: object) => resolveConfig(join(folder, "net.glm.json"), JSON.stringify(config));

  test("is held with the same numbers where it is small", (t) => {
    const folder = temporaryFolder(t);
    const resolved = resolve(folder, { ...NETWORK, ...noise });
    const held = holdFeedforward(resolved);
    assert.notEqual(held.feedforward, resolved.feedforward);
    for (const [first, count] of [[0, 1], [700, 555], [1999, 1], [0, 2000]]) {
      assert.deepEqual(held.feedforward?.read(first, count), resolved.feedforward?.read(first, count).slice());
    }
  });

  test("is left alone where it is large, in memory already, or in a file", (t) => {
    const folder = temporaryFolder(t);
    const large = resolve(folder, { ...NETWORK, ...noise, n_time_bins: 20_000 });
    assert.equal(holdFeedforward(large), large);
    const small = { ...NETWORK, intercepts: [-3], n_time_bins: undefined, coupling_coef: 0.01, feedforward_coef: 1 };
    const typed = resolve(folder, { ...small, feedforward_input: [[[1]], [[2]]] });
    assert.equal(holdFeedforward(typed), typed);
    writeFileSync(join(folder, "drive.csv"), "1\n2\n");
    const file = resolve(folder, { ...small, feedforward_input: { file: "drive.csv", shape: [2, 1, 1] } });
    assert.equal(holdFeedforward(file), file);
  });
});
