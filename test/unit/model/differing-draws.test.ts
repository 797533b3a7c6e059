import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Difference, estimateDifference } from "../../../src/model/differing-draws";
import { evaluateBasis } from "../../../src/model/bases";
import { differenceOfGammas, regressFilter } from "../../../src/model/filters";
import type { FeedforwardSource, InverseLinkName, RecurrentGlm } from "../../../src/model/types";

interface Sizes {
  readonly n?: number;
  readonly b?: number;
  readonly w?: number;
  readonly link?: InverseLinkName;
  readonly intercept?: number;
  readonly k?: number;
  readonly init?: number;
}

/** Neurons with equal filters, fitted onto `b` raised cosines; 20 of them have coefficients of 10⁵. */
function fitted({ n = 2, b = 20, w = 100, link = "exp", intercept = -3, k = 0, init = 0 }: Sizes = {}): RecurrentGlm {
  const basis = evaluateBasis("RaisedCosineLog", { n_basis_funcs: b }, w);
  const coef = regressFilter({ data: differenceOfGammas(w), shape: [w, 1, 1] }, basis).data;
  return {
    nNeurons: n,
    nBasisFuncs: b,
    windowSize: w,
    nFeatures: k,
    inverseLink: link,
    couplingCoef: Float32Array.from({ length: n * n * b }, (_, at) => (1.6 / n) * coef[at % b]),
    couplingBasisMatrix: Float32Array.from(basis.data),
    intercepts: new Float32Array(n).fill(intercept),
    feedforwardCoef: new Float32Array(n * k).fill(1),
    initY: new Float32Array(w * n).fill(init),
  };
}

const estimated = (sizes?: Sizes, bins = 1000, feedforward: FeedforwardSource | null = null): Difference =>
  estimateDifference(fitted(sizes), feedforward, bins);

const within = (value: number, from: number, to: number): void =>
  assert.ok(value >= from && value <= to, String(value));

describe("the number of draws that differ", () => {
  test("is that of NeMoS' test fixture within a factor of 5: 0.05 of 2 000 draws were found", () => {
    const { draws, conditioning, spikesPerBin } = estimated();
    within(draws, 0.01, 0.25);
    within(conditioning, 1e-4, 1e-1);
    within(spikesPerBin, 0.05, 0.5);
  });

  test("grows with the bins, and with the square of rare rates", () => {
    within(estimated({}, 100_000).draws / estimated().draws, 90, 110);
    within(estimated({ intercept: -10 }).draws / estimated({ intercept: -11 }).draws, 6, 9);
  });

  test("is small where few functions do not cancel", () => {
    const { draws, conditioning } = estimated({ b: 5 });
    within(draws, 1e-9, 1e-4);
    within(conditioning, 0, 1e-6);
  });

  test("is 0 where nothing is added but what both orders add alike", () => {
    const silent = { ...fitted({ link: "identity", intercept: 1 }), couplingCoef: new Float32Array(80) };
    assert.equal(estimateDifference(silent, null, 1e6).draws, 0);
  });

  test("counts the spikes before the first bin, which a short run hangs on", () => {
    const rare = { intercept: -12 };
    assert.ok(estimated({ ...rare, init: 1 }, 50).draws > 1000 * estimated(rare, 50).draws);
  });

  test("takes the feedforward input into account, from bins spread over the run", () => {
    const asked: number[] = [];
    const input = {
      nTimeBins: 1000,
      nNeurons: 2,
      nFeatures: 1,
      read: (first: number, bins: number) => {
        asked.push(first);
        return new Float32Array(bins * 2).fill(first >= 500 ? 2 : 0);
      },
    };
    assert.ok(estimated({ k: 1 }, 1000, input).draws > 3 * estimated().draws);
    assert.ok(asked.length <= 16 && asked.some((bin) => bin < 100) && asked.some((bin) => bin > 900), asked.join());
  });

  test("tells many spikes that cancel, each of which is a moderate term", () => {
    const inhibited = (n: number): RecurrentGlm => {
      const model = fitted({ n, b: 5, link: "logistic", intercept: -1 });
      const coef = model.couplingCoef.map((_, at) => (Math.floor(at / 5) % 2 ? 1 : -1));
      return { ...model, couplingCoef: coef };
    };
    within(estimateDifference(inhibited(2), null, 1000).conditioning, 0, 1e-6);
    within(estimateDifference(inhibited(60), null, 1000).conditioning, 1e-6, 1e-3);
  });

  test("tells features that cancel: rates change by more than they would without", () => {
    const model = { ...fitted({ b: 5, k: 2 }), feedforwardCoef: Float32Array.of(1, -1, 1, -1) };
    const features = (size: number): FeedforwardSource => ({
      nTimeBins: 1000,
      nNeurons: 2,
      nFeatures: 2,
      read: (_, bins) => new Float32Array(bins * 4).fill(size),
    });
    within(estimateDifference(model, features(1), 1000).conditioning, 0, 1e-6);
    within(estimateDifference(model, features(1000), 1000).conditioning, 1e-6, 1e-4);
  });

  test("of a large network stands for all its neurons", () => {
    const [few, many] = [10, 300].map((n) => estimated({ n }).draws / n);
    within(many / few, 0.3, 3);
  });

  test("is a number for rates that diverge and links that are not defined", () => {
    for (const link of ["exp", "softplus", "logistic", "norm_cdf", "one_over_x", "identity"] as const)
      for (const intercept of [-90, 0, 90, 1e30])
        for (const value of Object.values(estimated({ link, intercept, b: 5 })))
          assert.ok(Number.isFinite(value) && value >= 0, `${link} ${intercept}: ${value}`);
  });
});
