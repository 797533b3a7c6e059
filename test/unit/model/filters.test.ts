import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { evaluateBasis } from "../../../src/model/bases";
import { differenceOfGammas, regressFilter } from "../../../src/model/filters";
import { gammaDensity, gammaQuantile, logGamma } from "../../../src/model/gamma";
import { ArgumentError } from "../../../src/model/types";

// scipy.stats.gamma(a, scale=1 / b).ppf(p), and .pdf(x); scipy.special.gammaln(x).
describe("the gamma distribution", () => {
  test("quantiles", () => {
    const cases = [
      [0.99, 1, 1, 4.605170185988091],
      [0.99, 2, 1, 6.638352067993813],
      [0.5, 0.5, 2, 0.11373410577989317],
      [0.999, 40.5, 1, 63.04127916658476],
      [0, 2, 1, 0],
    ];
    for (const [p, a, b, x] of cases)
      assert.ok(Math.abs(gammaQuantile(p, a, b) - x) <= 1e-12 * Math.max(x, 1), `${gammaQuantile(p, a, b)} for ${x}`);
  });
  test("densities, also at 0", () => {
    assert.ok(Math.abs(gammaDensity(1.5, 2.5, 2) - 0.38921739) < 1e-7);
    assert.deepEqual(
      [0.5, 1, 2].map((a) => gammaDensity(0, a, 3)),
      [Infinity, 3, 0],
    );
  });
  test("log Gamma", () => {
    assert.ok(Math.abs(logGamma(0.1) - 2.252712651734206) < 1e-13);
    assert.ok(Math.abs(logGamma(171) - 706.5730622457874) < 1e-10);
  });
});

function refuses(act: () => unknown, argument: string, message: RegExp): void {
  assert.throws(act, (error) => {
    assert.ok(error instanceof ArgumentError, String(error));
    assert.equal(error.argument, argument);
    assert.match(error.message, message);
    return true;
  });
}

describe("difference of gammas", () => {
  test("has norm 1, begins with the inhibition and rises", () => {
    const filter = differenceOfGammas(200);
    assert.ok(Math.abs(filter.reduce((sum, value) => sum + value * value, 0) - 1) < 1e-6);
    assert.ok(filter[0] < 0 && Math.max(...filter) > 0);
  });
  test("refuses what NeMoS refuses, and what has no norm", () => {
    for (const name of ["inhib_a", "excit_a", "inhib_b", "excit_b"])
      refuses(() => differenceOfGammas(10, { [name]: 0 }), name, /above 0; found 0/);
    for (const upper_percentile of [1, -0.1])
      refuses(() => differenceOfGammas(10, { upper_percentile }), "upper_percentile", /\[0, 1\)/);
    refuses(() => differenceOfGammas(10, { excit_a: 0.5 }), "excit_a", /infinite at 0/);
    refuses(() => differenceOfGammas(10, { excit_a: 1, excit_b: 1 }), "excit_a", /equal at every point/);
    refuses(() => differenceOfGammas(0), "window_size", /positive integer/);
  });
});

describe("fitting filters onto a basis", () => {
  const basis = evaluateBasis("RaisedCosineLog", { n_basis_funcs: 5 }, 40);

  test("finds the weights that a filter was made of, receiver by sender", () => {
    const weights = Float32Array.from({ length: 2 * 3 * 5 }, (_, i) => Math.sin(i + 1));
    const filters = new Float32Array(40 * 6);
    for (let w = 0; w < 40; w++) {
      for (let pair = 0; pair < 6; pair++) {
        for (let b = 0; b < 5; b++) filters[w * 6 + pair] += basis.data[w * 5 + b] * weights[pair * 5 + b];
      }
    }
    const fitted = regressFilter({ data: filters, shape: [40, 2, 3] }, basis);
    assert.deepEqual(fitted.shape, [2, 3, 5]);
    fitted.data.forEach((value, i) => assert.ok(Math.abs(value - weights[i]) < 1e-5));
  });
  test("of equal columns takes the smallest weights", () => {
    const fitted = regressFilter(
      { data: Float32Array.of(1, 2), shape: [2, 1, 1] },
      { data: Float32Array.of(1, 1, 2, 2), shape: [2, 2] },
    );
    fitted.data.forEach((value) => assert.ok(Math.abs(value - 0.5) < 1e-6));
  });
  test("refuses wrong shapes", () => {
    refuses(() => regressFilter({ data: new Float32Array(40), shape: [40] }, basis), "filters", /has shape \(40,\)/);
    refuses(
      () => regressFilter({ data: new Float32Array(39), shape: [39, 1, 1] }, basis),
      "filters",
      /expected \(40, 1, 1\)/,
    );
    refuses(
      () =>
        regressFilter({ data: new Float32Array(40), shape: [40, 1, 1] }, { data: new Float32Array(40), shape: [40] }),
      "coupling_basis_matrix",
      /has shape \(40,\)/,
    );
  });
});

describe("orthogonalised exponentials", () => {
  test("that are not independent in float64 give fewer columns, still orthonormal, as NeMoS' kernel", () => {
    const decay_rates = Array.from({ length: 16 }, (_, i) => i + 1);
    const { data, shape } = evaluateBasis("OrthExponential", { n_basis_funcs: 16, decay_rates }, 100);
    assert.deepEqual(shape, [100, 15]);
    for (let a = 0; a < 15; a++) {
      for (let b = 0; b <= a; b++) {
        let product = 0;
        for (let w = 0; w < 100; w++) product += data[w * 15 + a] * data[w * 15 + b];
        assert.ok(Math.abs(product - (a === b ? 1 : 0)) < 1e-6, `columns ${a} and ${b}: ${product}`);
      }
    }
  });
});

describe("basis parameters", () => {
  test("that are missing, unknown or of the wrong type are refused by name", () => {
    refuses(() => evaluateBasis("BSpline", {}, 10), "n_basis_funcs", /BSpline needs n_basis_funcs/);
    refuses(
      () => evaluateBasis("BSpline", { n_basis_funcs: 5, width: 2 }, 10),
      "width",
      /has no parameter width; its parameters are n_basis_funcs, order/,
    );
    refuses(
      () => evaluateBasis("BSpline", { n_basis_funcs: 5.5 }, 10),
      "n_basis_funcs",
      /must be an integer; found 5.5/,
    );
    refuses(
      () => evaluateBasis("RaisedCosineLog", { n_basis_funcs: 5, enforce_decay_to_zero: 1 }, 10),
      "enforce_decay_to_zero",
      /true or false/,
    );
    refuses(
      () => evaluateBasis("OrthExponential", { n_basis_funcs: 2, decay_rates: [1, null] }, 10),
      "decay_rates",
      /list of finite numbers/,
    );
    refuses(() => evaluateBasis("History", {}, 1e6), "window_size", /too large/);
  });
});
