import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createKernel } from "../../../src/kernel";
import { RATE_LIMIT } from "../../../src/kernel/types";
import type { InverseLinkName, RecurrentGlm } from "../../../src/model/types";

/** Two neurons, two bins of memory, one basis function: everything that happens can be worked out by hand. */
function model(changes: Partial<RecurrentGlm> = {}): RecurrentGlm {
  return {
    nNeurons: 2,
    nBasisFuncs: 1,
    windowSize: 2,
    nFeatures: 0,
    couplingCoef: new Float32Array(4),
    couplingBasisMatrix: Float32Array.of(1, 0.5),
    intercepts: Float32Array.of(1, 2),
    feedforwardCoef: new Float32Array(0),
    initY: new Float32Array(4),
    inverseLink: "identity",
    ...changes,
  };
}

function run(changes: Partial<RecurrentGlm>, nBins: number) {
  const kernel = createKernel({ model: model(changes), key: [0, 1], feedforward: null });
  const spikes = new Int32Array(2 * nBins).fill(-7);
  const rates = new Float32Array(2 * nBins);
  return { ...kernel.advance(nBins, spikes, rates), spikes, rates, kernel };
}

describe("eta", () => {
  test("is the convolution of past counts with the basis, through the coupling of sender to receiver", () => {
    // Neuron 0 excites neuron 1 only: coupling_coef[1, 0, 0].
    const { spikes, rates } = run({ couplingCoef: Float32Array.of(0, 0, 0.25, 0) }, 50);
    for (let t = 0; t < 50; t++) {
      const before = (lag: number) => (t >= lag ? spikes[2 * (t - lag)] : 0);
      assert.equal(rates[2 * t], 1);
      assert.equal(rates[2 * t + 1], 2 + 0.25 * (before(1) + 0.5 * before(2)));
    }
  });

  test("begins with init_y, whose last row is the bin before the first; its counts may be fractions", () => {
    const { rates } = run({ couplingCoef: Float32Array.of(1, 0, 0, 0), initY: Float32Array.of(4, 9, 2.5, 9) }, 1);
    assert.equal(rates[0], 1 + 2.5 + 0.5 * 4);
    assert.equal(rates[1], 2);
  });

  test("takes feedforward input of each feature", () => {
    const feedforward = {
      nTimeBins: 2,
      nNeurons: 2,
      nFeatures: 2,
      read: (first: number, n: number) => Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8).subarray(4 * first, 4 * (first + n)),
    };
    const kernel = createKernel({
      model: model({ nFeatures: 2, feedforwardCoef: Float32Array.of(1, 10, 0.5, 2) }),
      key: [0, 1],
      feedforward,
    });
    const rates = new Float32Array(4);
    kernel.advance(2, new Int32Array(4), rates);
    assert.deepEqual(Array.from(rates), [1 + 1 + 20, 2 + 1.5 + 8, 1 + 5 + 60, 2 + 3.5 + 16]);
  });
});

describe("a rate that nothing may be drawn from stops the run before the draw", () => {
  const cases: readonly [string, InverseLinkName, number, number][] = [
    ["negative", "identity", -0.5, -0.5],
    ["above a million", "identity", 2 * RATE_LIMIT, 2 * RATE_LIMIT],
    ["infinite", "exp", 200, Infinity],
    ["NaN", "softplus", NaN, NaN],
    ["one over zero", "one_over_x", 0, Infinity],
  ];
  for (const [what, inverseLink, intercept, rate] of cases) {
    test(what, () => {
      const { binsDone, divergence, spikes, rates } = run(
        { inverseLink, intercepts: Float32Array.of(1, intercept) },
        3,
      );
      assert.equal(binsDone, 0);
      assert.deepEqual(divergence, { bin: 0, neuron: 1, rate });
      assert.equal(rates[1], rate);
      assert.deepEqual(Array.from(spikes), [-7, -7, -7, -7, -7, -7], "nothing is drawn");
    });
  }

  test("also when it comes up later: what was done before it stays", () => {
    const { binsDone, divergence, spikes, kernel } = run(
      { inverseLink: "exp", couplingCoef: Float32Array.of(3, 0, 0, 3) },
      100,
    );
    assert.ok(divergence && binsDone > 0 && binsDone < 100);
    assert.equal(divergence.bin, binsDone);
    assert.equal(kernel.bin, binsDone);
    assert.ok(spikes.subarray(0, 2 * binsDone).every((count) => count >= 0));
    assert.deepEqual(Array.from(spikes.subarray(2 * binsDone, 2 * binsDone + 2)), [-7, -7]);
  });
});
