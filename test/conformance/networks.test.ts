import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { createKernel } from "../../src/kernel";
import { checkArguments } from "../../src/model/check";
import { simulateRecurrent } from "../../src/model/simulate-recurrent";
import { goldens, openNetwork } from "./goldens";

/**
 * Largest error of eta as NeMoS sums it in float32, in units of 2^-24 of the sum of the magnitudes that it adds up.
 * The rates are compared through the derivative of the link: a float32 sum cannot do better.
 */
const RELATIVE = 2e-6;

describe(`networks recorded from NeMoS ${goldens.versions.nemos} and JAX ${goldens.versions.jax}`, () => {
  let spikesCompared = 0;
  let worst = { name: "", error: 0 };

  for (const golden of goldens.networks) {
    test(`${golden.name}: the same spikes and rates`, () => {
      const { args, spikes, rateBins, rates } = openNetwork(golden);
      const ours = simulateRecurrent(args);
      assert.deepEqual(ours.spikes.shape, spikes.shape);
      assert.deepEqual(Array.from(ours.spikes.data), Array.from(spikes.data), golden.call);
      spikesCompared += spikes.data.length;
      const n = spikes.shape[1];
      rateBins.forEach((bin, row) => {
        for (let i = 0; i < n; i++) {
          const expected = rates.data[row * n + i];
          const error = Math.abs(ours.rates.data[bin * n + i] - expected) / Math.max(expected, Number.MIN_VALUE);
          if (error > worst.error) worst = { name: golden.name, error };
          assert.ok(error <= RELATIVE || expected === ours.rates.data[bin * n + i], `rate of neuron ${i} in bin ${bin}: ${ours.rates.data[bin * n + i]}, NeMoS ${expected}`);
        }
      });
    });
  }

  test("there are at least 60 of them, none with all counts 0 or all the same kind", () => {
    assert.ok(goldens.networks.length >= 60, `${goldens.networks.length} networks`);
    assert.deepEqual([...new Set(goldens.networks.map(({ link }) => link))].sort(), ["exp", "identity", "logistic", "norm_cdf", "one_over_x", "softplus"]);
    assert.ok(goldens.networks.filter(({ n_spikes }) => n_spikes > 0).length >= 60);
  });

  after(() => {
    console.log(`${goldens.networks.length} golden networks, ${spikesCompared} spike counts equal; ${goldens.dropped.length} networks were not recorded because their spikes hang on a rounding; largest relative difference of a rate ${worst.error.toExponential(1)} (${worst.name})`);
  });
});

describe("blocks", () => {
  const golden = goldens.networks.find(({ name }) => name === "neurons-7");
  assert.ok(golden);
  const { args, spikes } = openNetwork(golden);
  const { model, feedforward, key, nTimeBins } = checkArguments({ ...args, feedforwardInput: args.feedforwardInput });
  const whole = simulateRecurrent(args);

  for (const size of [1, 2, 3, 7, 16, 31, 64, 100, 1000, nTimeBins]) {
    test(`of ${size} bins give the same spikes and rates, also resumed from a state after each`, () => {
      const problem = { model, feedforward, key };
      let kernel = createKernel(problem);
      while (kernel.bin < nTimeBins) {
        const first = kernel.bin;
        const n = Math.min(size, nTimeBins - first);
        const block = { spikes: new Int32Array(n * model.nNeurons), rates: new Float32Array(n * model.nNeurons) };
        assert.deepEqual(kernel.advance(n, block.spikes, block.rates), { binsDone: n, divergence: null });
        const at = first * model.nNeurons;
        assert.deepEqual(block.spikes, whole.spikes.data.slice(at, at + block.spikes.length));
        assert.deepEqual(block.rates, whole.rates.data.slice(at, at + block.rates.length));
        kernel = createKernel(problem, structuredClone(kernel.state()));
      }
      assert.deepEqual(Array.from(whole.spikes.data), Array.from(spikes.data));
    });
  }
});
