import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { createKernel } from "../../src/kernel";
import type { CreateKernel } from "../../src/kernel/types";
import { TypescriptKernel } from "../../src/kernel/reference/typescript";
import { checkArguments } from "../../src/model/check";
import { simulateRecurrent } from "../../src/kernel/simulate-recurrent";
import { goldens, openNetwork } from "./goldens";

/** How far rates may be apart where eta is moderate. */
const RELATIVE = 2e-6;

/** The kernel that is chosen, and the reference it falls back to. */
const KERNELS: Readonly<Record<string, CreateKernel>> = {
  "as chosen": createKernel,
  "in plain TypeScript": (problem, state) => new TypescriptKernel(problem, state),
};

for (const [kernel, create] of Object.entries(KERNELS))
  describe(`networks recorded from NeMoS ${goldens.versions.nemos} and JAX ${goldens.versions.jax}, ${kernel}`, () => {
    const rateErrors: number[] = [];
    let counts = 0;

    for (const golden of goldens.networks) {
      test(`${golden.name}: the same spikes and rates`, () => {
        const { args, expected } = openNetwork(golden);
        const { spikes, rates } = simulateRecurrent(args, create);
        assert.deepEqual(spikes.shape, expected.spikes.shape);
        assert.deepEqual(Array.from(spikes.data), Array.from(expected.spikes.data), golden.call);
        counts += spikes.data.length;

        const n = spikes.shape[1];
        const ours = Array.from(expected.rateBins).flatMap((bin) =>
          Array.from(rates.data.subarray(bin * n, (bin + 1) * n)),
        );
        ours.forEach((rate, at) => {
          const theirs = expected.rates.data[at];
          const moderate = RELATIVE * theirs;
          const tolerance = Math.max(moderate, 2 ** expected.rateSlack.data[at]);
          assert.ok(
            Math.abs(rate - theirs) <= tolerance,
            `neuron ${at % n}, bin ${expected.rateBins[Math.floor(at / n)]}: rate ${rate}, NeMoS ${theirs}`,
          );
          if (tolerance === moderate) rateErrors.push(Math.abs(rate - theirs) / theirs);
        });
      });
    }

    test("there are at least 60 of them, none with all counts 0 or all the same kind", () => {
      assert.ok(goldens.networks.length >= 60, `${goldens.networks.length} networks`);
      assert.deepEqual([...new Set(goldens.networks.map(({ link }) => link))].sort(), [
        "exp",
        "identity",
        "logistic",
        "norm_cdf",
        "one_over_x",
        "softplus",
      ]);
      assert.ok(goldens.networks.filter(({ n_spikes }) => n_spikes > 0).length >= 60);
    });

    after(() => {
      const worst = Math.max(...rateErrors).toExponential(1);
      console.log(
        `${goldens.networks.length} golden networks, ${kernel}: all ${counts} spike counts equal; rates where eta is moderate within ${worst} (${rateErrors.length} compared)`,
      );
      console.log(
        `${goldens.dropped.length} networks were left out when recording because their spikes hang on a rounding`,
      );
    });
  });

describe("blocks", () => {
  const golden = goldens.networks.find(({ name }) => name === "neurons-7");
  assert.ok(golden);
  const { args, expected } = openNetwork(golden);
  const { model, feedforward, key, nTimeBins } = checkArguments(args);
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
      assert.deepEqual(Array.from(whole.spikes.data), Array.from(expected.spikes.data));
    });
  }
});
