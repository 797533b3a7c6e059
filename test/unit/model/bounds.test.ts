import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { evaluateBasis, type BasisName } from "../../../src/model/bases";
import { checkFit, differenceOfGammas, regressFilter, type DifferenceOfGammas } from "../../../src/model/filters";
import { gammaQuantile } from "../../../src/model/gamma";
import { ArgumentError } from "../../../src/model/types";

interface Recorded {
  readonly window: number;
  readonly parameters: DifferenceOfGammas;
  readonly end: number;
  /** null where the two densities are equal at every point. */
  readonly filter: readonly number[] | null;
}

/** What an act takes of the processor, which does not depend on what else the machine does, and what it throws. */
function outcome(act: () => unknown): { readonly seconds: number; readonly error: unknown } {
  const begin = process.cpuUsage();
  let error: unknown = null;
  try {
    act();
  } catch (thrown) {
    error = thrown;
  }
  return { seconds: process.cpuUsage(begin).user / 1e6, error };
}

function refusesAt(argument: string, message: RegExp, act: () => unknown): void {
  const { seconds, error } = outcome(act);
  assert.ok(error instanceof ArgumentError, String(error));
  assert.equal(error.argument, argument);
  assert.match(error.message, message);
  assert.ok(seconds < 0.5, `${seconds} s`);
}

describe("difference of gammas", () => {
  test("is that of NeMoS and SciPy over all parameters that are taken", () => {
    const cases = JSON.parse(readFileSync("test/fixtures/gammas/gammas.json", "utf8")) as Recorded[];
    assert.ok(cases.filter(({ filter }) => filter).length > 80);
    for (const { window, parameters, end, filter } of cases) {
      const { upper_percentile: p, inhib_a, inhib_b, excit_a, excit_b } = parameters;
      const quantile = Math.max(gammaQuantile(p, inhib_a, inhib_b), gammaQuantile(p, excit_a, excit_b));
      assert.ok(Math.abs(quantile - end) <= 1e-9 * end, `${JSON.stringify(parameters)}: ${quantile} for ${end}`);
      if (filter === null) assert.throws(() => differenceOfGammas(window, parameters), /equal at every point/);
      else
        differenceOfGammas(window, parameters).forEach((value, i) =>
          assert.ok(Math.abs(value - filter[i]) < 1e-7, `${JSON.stringify(parameters)}: ${value} for ${filter[i]}`),
        );
    }
  });

  test("ends soon for whatever a config can say, and gives finite numbers or says what to change", () => {
    const shapes = [5e-324, 1e-300, 0.5, 1, 1 + 2 ** -52, 2, 1e3, 1e6, 1e6 + 1, 1e21, 1e300, 3.4e38];
    const rates = [5e-324, 1e-300, 1e-31, 1e-30, 1, 1e30, 1e31, 1e300, 3.4e38];
    for (const upper_percentile of [0, 5e-324, 0.5, 0.99, 1 - 2 ** -53]) {
      for (const excit_a of shapes) {
        for (const excit_b of rates) {
          const { seconds, error } = outcome(() => {
            const filter = differenceOfGammas(100, { upper_percentile, excit_a, excit_b });
            assert.ok(filter.every(Number.isFinite));
          });
          assert.ok(seconds < 0.5, `${seconds} s for ${upper_percentile}, ${excit_a}, ${excit_b}`);
          assert.ok(error === null || error instanceof ArgumentError, String(error));
        }
      }
    }
    refusesAt("excit_a", /at most 1000000.*found 1e\+21/, () => differenceOfGammas(100, { excit_a: 1e21 }));
    refusesAt("inhib_b", /between 1e-30 and 1e\+30; found 1e\+300.*another unit/, () =>
      differenceOfGammas(100, { inhib_b: 1e300 }),
    );
  });
});

describe("a basis", () => {
  const isFiniteAndThere = ({ data }: { data: Float32Array }): boolean =>
    data.length > 0 && data.every(Number.isFinite);
  const rates = (n: number, step = 1): number[] => Array.from({ length: n }, (_, i) => step * (i + 1));

  test("that takes too long is refused before it is begun", () => {
    refusesAt("n_basis_funcs", /too large for a window of 1000 bins, 1000/, () =>
      evaluateBasis("OrthExponential", { n_basis_funcs: 1000, decay_rates: rates(1000) }, 1000),
    );
    for (const name of ["BSpline", "MSpline", "CyclicBSpline"] as const) {
      refusesAt("order", /too large for a window of 1000 bins, 500/, () =>
        evaluateBasis(name, { n_basis_funcs: 1000, order: 500 }, 1000),
      );
    }
  });

  test("that is taken is evaluated within a second or two", () => {
    const most: readonly (readonly [BasisName, number, object, number])[] = [
      ["OrthExponential", 100, { decay_rates: rates(100) }, 1000],
      ["BSpline", 1000, {}, 10_000],
      ["MSpline", 100, { order: 60 }, 1000],
      ["CyclicBSpline", 100, { order: 60 }, 1000],
      ["RaisedCosineLog", 100, {}, 10_000],
    ];
    for (const [name, n_basis_funcs, parameters, windowSize] of most) {
      const { seconds, error } = outcome(() => evaluateBasis(name, { n_basis_funcs, ...parameters }, windowSize));
      assert.equal(error, null);
      assert.ok(seconds < 2, `${name}: ${seconds} s`);
    }
  });

  test("holds finite numbers, or a parameter is refused", () => {
    const extremes = [5e-324, 1e-38, 1e-6, 1, 1.5, 50, 1e6, 1e30, 3.4e38];
    for (const width of extremes) {
      for (const time_scaling of extremes) {
        const { error } = outcome(() =>
          assert.ok(
            evaluateBasis("RaisedCosineLog", { n_basis_funcs: 5, width, time_scaling }, 50).data.every(Number.isFinite),
            `${width} ${time_scaling}`,
          ),
        );
        assert.ok(error === null || error instanceof ArgumentError, String(error));
      }
    }
    for (const step of [-3.4e38, -1000, -140, -60, -1, 1e-300, 1e-9, 1e3, 1e30]) {
      const { error, seconds } = outcome(() =>
        assert.ok(
          isFiniteAndThere(evaluateBasis("OrthExponential", { n_basis_funcs: 5, decay_rates: rates(5, step) }, 50)),
          String(step),
        ),
      );
      assert.ok(error === null || error instanceof ArgumentError, String(error));
      assert.ok(seconds < 0.5);
    }
    refusesAt("decay_rates", /at least -300.*found -1000/, () =>
      evaluateBasis("OrthExponential", { n_basis_funcs: 2, decay_rates: [1, -1000] }, 50),
    );
    refusesAt("width", /at most 1000000/, () =>
      evaluateBasis("RaisedCosineLinear", { n_basis_funcs: 2, width: 1e30 }, 50),
    );
    refusesAt("time_scaling", /at least 0\.000001/, () =>
      evaluateBasis("RaisedCosineLog", { n_basis_funcs: 2, time_scaling: 1e-38 }, 50),
    );
  });
});

test("filters are their own coefficients on the basis History, of any size, as the least squares would find", () => {
  const filters = {
    data: Float32Array.from({ length: 900 * 2 * 2 }, (_, i) => Math.fround(Math.sin(i))),
    shape: [900, 2, 2],
  };
  const { data, shape } = regressFilter(filters, evaluateBasis("History", {}, 900));
  assert.deepEqual(shape, [2, 2, 900]);
  data.forEach((value, i) => assert.equal(value, filters.data[(i % 900) * 4 + Math.floor(i / 900)]));
});

test("filters are not fitted to a basis for which that takes minutes", () => {
  checkFit(10_000, 100);
  refusesAt("filters", /2000 functions in a window of 2000 bins.*minutes/, () => checkFit(2000, 2000));
});
