import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type NdArray, sizeOf } from "../../../src/arrays/ndarray";
import { checkArguments } from "../../../src/model/check";
import { DivergenceError, simulateRecurrent } from "../../support/simulate-recurrent";
import { ArgumentError, type InverseLinkName, type SimulateRecurrentArgs } from "../../../src/model/types";

function array(shape: readonly number[], value = 0): NdArray {
  return { data: new Float32Array(sizeOf(shape)).fill(value), shape };
}

const good: SimulateRecurrentArgs = {
  couplingCoef: array([2, 2, 3]),
  intercepts: array([2], 0.5),
  couplingBasisMatrix: array([4, 3], 1),
  randomKey: 7,
  nTimeBins: 5,
};

function refuses(changes: Partial<SimulateRecurrentArgs>, argument: string, message: RegExp): void {
  assert.throws(
    () => checkArguments({ ...good, ...changes }),
    (error) => {
      assert.ok(error instanceof ArgumentError, String(error));
      assert.equal(error.argument, argument);
      assert.match(error.message, message);
      return true;
    },
  );
}

describe("what may be left out", () => {
  test("is no feedforward input, counts of 0 before the start, softplus", () => {
    const { model, feedforward, nTimeBins, key } = checkArguments(good);
    assert.equal(feedforward, null);
    assert.equal(nTimeBins, 5);
    assert.deepEqual(key, [0, 7]);
    assert.deepEqual(
      [model.nNeurons, model.nBasisFuncs, model.windowSize, model.nFeatures, model.inverseLink],
      [2, 3, 4, 0, "softplus"],
    );
    assert.deepEqual(model.initY, new Float32Array(8));
  });
  test("but not half of the feedforward input, nor the number of bins without it", () => {
    refuses({ feedforwardInput: array([5, 2, 1]) }, "feedforward_coef", /missing.*feedforward_input needs it/);
    refuses({ feedforwardCoef: array([2, 1]) }, "feedforward_input", /missing.*feedforward_coef needs it/);
    refuses({ nTimeBins: undefined }, "n_time_bins", /missing/);
  });
});

describe("what NeMoS would let pass", () => {
  test("numbers that are not finite, with their index", () => {
    const couplingCoef = array([2, 2, 3]);
    couplingCoef.data[7] = NaN;
    refuses({ couplingCoef }, "coupling_coef", /coupling_coef\[1, 0, 1\] is NaN/);
    refuses({ initY: array([4, 2], Infinity) }, "init_y", /init_y\[0, 0\] is Infinity/);
  });
  test("dimensions that happen to fit", () => {
    refuses({ couplingCoef: array([2, 2]) }, "coupling_coef", /must have 3 dimensions.*found shape \(2, 2\)/);
    refuses({ couplingCoef: array([2, 2, 1, 3]) }, "coupling_coef", /found shape \(2, 2, 1, 3\)/);
    refuses({ initY: array([8]) }, "init_y", /must have 2 dimensions, \(window_size, n_neurons\); found shape \(8,\)/);
  });
  test("keys beyond 32 bits, unknown links, bins that disagree, empty axes", () => {
    refuses({ randomKey: 2 ** 32 }, "random_key", /low 32 bits/);
    refuses({ randomKey: -1 }, "random_key", /0 to 2\^32 - 1/);
    refuses({ inverseLinkFunction: "tanh" as InverseLinkName }, "inverse_link_function", /one of softplus, exp/);
    refuses(
      { nTimeBins: 6, feedforwardCoef: array([2, 0]), feedforwardInput: array([5, 2, 0]) },
      "n_time_bins",
      /6.*\(5, 2, 0\)/,
    );
    refuses({ intercepts: array([0]) }, "intercepts", /n_neurons must be at least 1/);
  });
});

describe("checks come in the order of NeMoS", () => {
  test("dimensions, neurons, features, finite input, basis functions, window", () => {
    const wrong: [Partial<SimulateRecurrentArgs>, string][] = [
      [{ initY: array([3, 2]) }, "init_y"],
      [{ couplingBasisMatrix: array([4, 2]) }, "coupling_basis_matrix"],
      [{ feedforwardInput: array([5, 2, 1], NaN), feedforwardCoef: array([2, 1]) }, "feedforward_input"],
      [{ feedforwardCoef: array([2, 3]) }, "feedforward_coef"],
      [{ couplingCoef: array([2, 1, 3]) }, "coupling_coef"],
      [{ intercepts: array([2, 1]) }, "intercepts"],
    ];
    const all: Partial<SimulateRecurrentArgs> = {};
    for (const [changes, argument] of wrong) refuses(Object.assign(all, changes), argument, new RegExp(argument));
  });
});

describe("simulateRecurrent", () => {
  test("gives spikes and rates (T, N), and the same ones again", () => {
    const { spikes, rates } = simulateRecurrent(good);
    assert.deepEqual(
      [spikes.shape, rates.shape],
      [
        [5, 2],
        [5, 2],
      ],
    );
    assert.deepEqual(simulateRecurrent(good).spikes.data, spikes.data);
    assert.notDeepEqual(
      simulateRecurrent({ ...good, nTimeBins: 500, randomKey: [1, 7] }).spikes.data.slice(0, 10),
      spikes.data,
    );
  });
  test("reads a streamed input once, bin after bin", () => {
    const asked: number[] = [];
    const feedforwardInput = {
      nTimeBins: 3000,
      nNeurons: 2,
      nFeatures: 1,
      read: (first: number, n: number) => (asked.push(first, n), new Float32Array(2 * n).fill(0.25)),
    };
    const streamed = simulateRecurrent({
      ...good,
      nTimeBins: undefined,
      feedforwardInput,
      feedforwardCoef: array([2, 1], 2),
    });
    assert.equal(
      asked.filter((_, i) => i % 2 === 1).reduce((sum, n) => sum + n, 0),
      3000,
    );
    assert.ok(Math.max(...asked.filter((_, i) => i % 2 === 1)) < 3000);
    const whole = simulateRecurrent({
      ...good,
      nTimeBins: undefined,
      feedforwardInput: array([3000, 2, 1], 0.25),
      feedforwardCoef: array([2, 1], 2),
    });
    assert.deepEqual(streamed.spikes.data, whole.spikes.data);
  });
  test("throws where a rate diverges, with bin, neuron and rate", () => {
    const explosive = {
      ...good,
      couplingCoef: array([2, 2, 3], 5),
      inverseLinkFunction: "exp" as const,
      nTimeBins: 1000,
    };
    assert.throws(
      () => simulateRecurrent(explosive),
      (error) => error instanceof DivergenceError && error.rate > 1e6 && error.bin > 0,
    );
  });
});
