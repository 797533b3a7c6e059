import fs, { writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { planConfig } from "../../../src/config/plan";
import { resolveConfig } from "../../../src/config/resolve";
import { holdFeedforward } from "../../../src/runs/write/inputs";
import { estimateResources, shortage } from "../../../src/simulation/estimate";
import type { ResourceEstimate } from "../../../src/simulation/messages";
import { npzFile, zeroNpyFile } from "../../support/npy-files";
import { temporaryFolder } from "../../support/temporary-folder";

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
  return estimateResources(dimensions, reading, folder).memoryBytes;
}

describe("the memory that a run needs", () => {
  test("counts filters that the coupling is fitted to", (t) => {
    const folder = temporaryFolder(t);
    const plain = memoryOf(folder, { ...NETWORK, coupling_coef: 0.01 });
    const fitted = memoryOf(folder, { ...NETWORK, coupling_coef: { filters: { fill: 0.01, shape: [W, N, N] } } });
    const shaped = memoryOf(folder, {
      ...NETWORK,
      coupling_coef: { filters: { difference_of_gammas: {} }, weights: 0.01 },
    });
    assert.equal(fitted - plain, N * N * (4 * W + 8));
    assert.equal(shaped, plain);
  });

  test("and disk count what cannot be read from the middle", (t) => {
    const folder = temporaryFolder(t);
    const need = (feedforward_input: unknown, n_time_bins?: number) => {
      const text = JSON.stringify({
        ...NETWORK,
        n_time_bins,
        coupling_coef: 0.01,
        feedforward_coef: 1,
        feedforward_input,
      });
      const { dimensions, reading } = planConfig(join(folder, "net.glm.json"), text);
      assert.ok(dimensions);
      return estimateResources(dimensions, reading, folder);
    };
    for (const bins of [5000, 20_000]) {
      const npy = zeroNpyFile([bins, N, 1], "<f8");
      writeFileSync(join(folder, "plain.npy"), npy);
      writeFileSync(join(folder, "packed.npz"), npzFile({ feedforward_input: npy }, 1));
      const [plain, packed] = [need("plain.npy"), need("packed.npz")];
      const size = bins * N * 4;
      assert.deepEqual(
        [packed.diskBytes - plain.diskBytes, packed.memoryBytes - plain.memoryBytes],
        size > 16e6 ? [size, 0] : [0, size],
      );
    }
    const coupling = zeroNpyFile([N, N, 3], "<f8");
    writeFileSync(join(folder, "coupling.npz"), npzFile({ coupling_coef: coupling }, 0));
    writeFileSync(join(folder, "packed.npz"), npzFile({ coupling_coef: coupling }, 1));
    const [stored, packed] = ["coupling.npz", "packed.npz"].map((coupling_coef) =>
      memoryOf(folder, { ...NETWORK, coupling_coef }),
    );
    assert.ok(packed - stored >= coupling.length);
  });

  test("does not grow with the number of bins", (t) => {
    const folder = temporaryFolder(t);
    const config = {
      ...NETWORK,
      coupling_coef: 0.01,
      feedforward_coef: 1,
      feedforward_input: [{ constant: { amplitude: 1 } }],
    };
    assert.equal(memoryOf(folder, { ...config, n_time_bins: 1e5 }), memoryOf(folder, { ...config, n_time_bins: 1e9 }));
  });
});

describe("a feedforward input that inputs.npz copies", () => {
  const noise = {
    coupling_coef: 0.01,
    feedforward_coef: 1,
    feedforward_input: [{ normal: { seed: 3, std: 0.1 } }, { sine: { period: 7, amplitude: 1 } }],
  };
  const resolve = (folder: string, config: object) =>
    resolveConfig(join(folder, "net.glm.json"), JSON.stringify(config));

  test("is held with the same numbers where it is small", (t) => {
    const folder = temporaryFolder(t);
    const resolved = resolve(folder, { ...NETWORK, ...noise });
    const held = holdFeedforward(resolved);
    assert.notEqual(held.feedforward, resolved.feedforward);
    for (const [first, count] of [
      [0, 1],
      [700, 555],
      [1999, 1],
      [0, 2000],
    ]) {
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

describe("what is said where the disk is too small", () => {
  const need = (diskAvailable: number, binsThatFit: number): ResourceEstimate => ({
    nNeurons: 400,
    nTimeBins: 2000,
    memoryBytes: 1,
    memoryAvailable: 2,
    diskBytes: 1e9,
    diskAvailable,
    binsThatFit,
  });

  test("names the bins that would fit, if any would", () => {
    assert.match(
      shortage(need(5e8, 900)) ?? "",
      /Free some or choose another folder for runs, or simulate fewer bins \(900 would fit\)\.$/,
    );
    assert.match(
      shortage(need(1e3, 0)) ?? "",
      /Free some or choose another folder for runs; not even one bin would fit\.$/,
    );
    assert.equal(shortage(need(2e9, 2000)), null);
  });

  test("and these do fit, and one more does not", (t) => {
    const folder = temporaryFolder(t);
    const { dimensions, reading } = planConfig(
      join(folder, "net.glm.json"),
      JSON.stringify({ ...NETWORK, coupling_coef: 0.01 }),
    );
    assert.ok(dimensions);
    const needOf = (nTimeBins: number): ResourceEstimate =>
      estimateResources({ ...dimensions, nTimeBins }, reading, folder);
    const whole = needOf(1e13);
    assert.ok(whole.binsThatFit > 0 && whole.binsThatFit < 1e13);
    assert.ok(needOf(whole.binsThatFit).diskBytes <= whole.diskAvailable);
    assert.ok(needOf(whole.binsThatFit + 1).diskBytes > whole.diskAvailable);
    assert.equal(needOf(2000).binsThatFit, 2000);
    const inputs = needOf(1).diskBytes;
    t.mock.method(fs, "statfsSync", (() => ({ bavail: Math.floor(inputs / 2), bsize: 1 })) as never);
    syncBuiltinESMExports();
    assert.equal(needOf(2000).binsThatFit, 0);
    t.mock.restoreAll();
    syncBuiltinESMExports();
  });
});
