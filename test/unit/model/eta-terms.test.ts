import assert from "node:assert/strict";
import { test } from "node:test";
import { TypescriptKernel } from "../../../src/kernel/reference/typescript";
import { etaTerms } from "../../../src/model/eta-terms";
import { arrayFeedforward } from "../../../src/model/feedforward";
import type { RecurrentGlm } from "../../../src/model/types";
import { Random } from "../../support/fuzz";

test("the terms add up to the eta that a simulation computes, from the first bin on", () => {
  const random = new Random(7);
  const draw = (size: number, scale: number): Float32Array =>
    Float32Array.from({ length: size }, () => (random.next() - 0.5) * scale);
  for (let trial = 0; trial < 20; trial++) {
    const [n, b, w, k, bins] = [1 + random.below(6), 1 + random.below(4), 1 + random.below(9), random.below(3), 30];
    const model: RecurrentGlm = {
      nNeurons: n,
      nBasisFuncs: b,
      windowSize: w,
      nFeatures: k,
      inverseLink: "identity",
      couplingCoef: draw(n * n * b, 0.2),
      couplingBasisMatrix: draw(w * b, 2),
      feedforwardCoef: draw(n * k, 1),
      intercepts: new Float32Array(n).fill(9),
      initY: draw(w * n, 1).map(Math.abs),
    };
    const input = draw(bins * n * k, 1);
    const feedforward = k > 0 ? arrayFeedforward({ data: input, shape: [bins, n, k] }) : null;
    const [spikes, rates] = [new Int32Array(bins * n), new Float32Array(bins * n)];
    const { divergence } = new TypescriptKernel({ model, key: [0, trial], feedforward }).advance(bins, spikes, rates);
    if (divergence) continue;
    const history = [...model.initY, ...spikes];
    for (let bin = 0; bin < bins; bin++) {
      for (let neuron = 0; neuron < n; neuron++) {
        const at = (bin * n + neuron) * k;
        const terms = etaTerms(model, neuron, history.slice(bin * n, (bin + w) * n), input.slice(at, at + k));
        const eta = [terms.intercept, ...terms.features, ...terms.senders].reduce((sum, term) => sum + term, 0);
        assert.ok(
          Math.abs(eta - rates[bin * n + neuron]) < 1e-5 * Math.abs(eta) + 1e-6,
          `trial ${trial}, bin ${bin}, neuron ${neuron}`,
        );
      }
    }
  }
});
