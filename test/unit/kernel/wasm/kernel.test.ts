import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { LINKS } from "../../../../src/model/links";
import type { CreateKernel, KernelProblem } from "../../../../src/kernel/types";
import { WasmKernel } from "../../../../src/kernel/wasm/kernel";
import { kernelModule } from "../../../../src/kernel/wasm/module";
import { INVERSE_LINKS, type InverseLinkName } from "../../../../src/model/links";
import { randomProblem, robustReference, simulate } from "../../../support/random-problems";

const module = kernelModule();
assert.ok(module, "Node has WebAssembly SIMD");
const wasm: CreateKernel = (problem, state) => new WasmKernel(module, problem, state);

test("200 random problems: the spikes of the reference, bin by bin, and rates as close as float32 sums are", () => {
  const strategies = new Set<string>();
  let compared = 0;
  let spiked = 0;
  for (let seed = 0; compared < 200; seed++) {
    const random = randomProblem(seed);
    const reference = robustReference(random);
    if (reference === null) continue;
    const { nNeurons: n, inverseLink } = random.problem.model;
    const ours = simulate(wasm, random);
    strategies.add(wasm(random.problem).strategy);
    for (let i = 0; i < reference.spikes.length; i++) {
      const place = `seed ${seed} (${inverseLink}), bin ${Math.floor(i / n)}, neuron ${i % n}`;
      if (ours.spikes[i] !== reference.spikes[i])
        assert.fail(`${place}: ${ours.spikes[i]} spikes, the reference has ${reference.spikes[i]}`);
      const off = Math.abs(ours.rates[i] - reference.rates[i]) / reference.rates[i];
      if (off > 2e-5) assert.fail(`${place}: rate ${ours.rates[i]}, the reference has ${reference.rates[i]}`);
      if (reference.spikes[i] > 0) spiked++;
    }
    compared++;
  }
  assert.ok(spiked > 1e5, `${spiked} bins with spikes`);
  assert.deepEqual([...strategies].sort(), ["mixed", "project", "scatter"]);
});

describe("rates are the same bit for bit", () => {
  for (const seed of [3, 4, 8, 21, 35]) {
    const random = randomProblem(seed);
    const whole = simulate(wasm, random);
    for (const block of [1, 3, 64, 301]) {
      test(`in blocks of ${block} bins, problem ${seed}`, () => assert.deepEqual(simulate(wasm, random, block), whole));
    }
  }
});

test("a kernel's memory is given on to the next, which finds nothing of it", () => {
  const others = [4, 8, 35, 12].map((seed) => randomProblem(seed));
  const alone = others.map((random) => simulate(wasm, random));
  for (const large of [21, 3]) {
    others.forEach((random, i) => {
      const before = randomProblem(large);
      const bins = before.nTimeBins;
      const size = bins * before.problem.model.nNeurons;
      const kernel = new WasmKernel(module, before.problem);
      kernel.advance(bins, new Int32Array(size), new Float32Array(size));
      kernel.close();
      assert.deepEqual(simulate(wasm, random), alone[i]);
    });
  }
});

/** One bin without coupling of neurons whose eta are given. */
function ratesAt(inverseLink: InverseLinkName, eta: Float32Array): Float32Array {
  const n = eta.length;
  const problem: KernelProblem = {
    key: [0, 1],
    feedforward: null,
    model: {
      nNeurons: n,
      nBasisFuncs: 1,
      windowSize: 1,
      nFeatures: 0,
      couplingCoef: new Float32Array(n * n),
      couplingBasisMatrix: new Float32Array(1),
      intercepts: eta,
      feedforwardCoef: new Float32Array(0),
      initY: new Float32Array(n),
      inverseLink,
    },
  };
  return simulate(wasm, { problem, nTimeBins: 1 }).rates;
}

describe("links agree with the reference", () => {
  /** Furthest eta with a rate below 10, and how far rates may be apart: norm_cdf's own tail errs by more in any float32. */
  const limits: Readonly<Record<InverseLinkName, readonly [number, number, number]>> = {
    softplus: [-80, 9.99, 4e-7],
    exp: [-80, 2.3, 4e-7],
    logistic: [-80, 80, 4e-7],
    norm_cdf: [-12, 12, 2e-5],
    one_over_x: [0.11, 50, 1.2e-7],
    identity: [0, 9.99, 0],
  };
  for (const name of INVERSE_LINKS) {
    test(name, () => {
      const [from, to, tolerance] = limits[name];
      for (let part = 0; part < 10; part++) {
        const eta = Float32Array.from({ length: 401 }, (_, i) => from + ((to - from) * (10 * i + part)) / 4010);
        ratesAt(name, eta).forEach((rate, i) => {
          const expected = LINKS[name].rate(eta[i]);
          assert.ok(
            Math.abs(rate - expected) <= tolerance * expected,
            `eta ${eta[i]}: ${rate}, the reference has ${expected}`,
          );
        });
      }
    });
  }
});
