import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { chooseArithmetic } from "../../../src/config/arithmetic";
import { messages, plan, resolved, SMALL } from "./configs";

describe("arithmetic", () => {
  const chosen = (config: object) => chooseArithmetic(resolved(config));

  test("names the order of additions; with fast there is none", () => {
    assert.equal(chosen({ ...SMALL, arithmetic: "fast" }).order, null);
    assert.equal(chosen({ ...SMALL, arithmetic: { order: "nemos-avx512" } }).order, "avx512");
    assert.equal(chosen({ ...SMALL, arithmetic: { order: "nemos-avx2" } }).order, "avx2");
    assert.equal(chosen({ ...SMALL, arithmetic: "nemos" }).order, "avx512");
  });

  const cancelling = {
    ...SMALL,
    coupling_basis_matrix: { basis: "RaisedCosineLog", n_basis_funcs: 20, window_size: 100 },
    coupling_coef: {
      filters: { difference_of_gammas: {} },
      weights: [
        [0.8, 0.4],
        [0.3, 0.8],
      ],
    },
    n_time_bins: 1000,
  };

  test("left out, it is auto: the fastest order where the same spikes are expected and another takes time", () => {
    const long = { ...SMALL, n_time_bins: 1_000_000 };
    assert.deepEqual(chosen(long), chosen({ ...long, arithmetic: "auto" }));
    const { order, promise, expectedDifferingDraws } = chosen(long);
    assert.deepEqual([order, promise], [null, "same-spikes-expected"]);
    assert.ok(expectedDifferingDraws > 0 && expectedDifferingDraws < 0.01, String(expectedDifferingDraws));
  });

  test("auto takes NeMoS' order in a run so short that nobody waits for it", () => {
    const { order, promise } = chosen(SMALL);
    assert.deepEqual([order, promise], ["avx512", "bitwise"]);
  });

  test("auto takes NeMoS' order where terms cancel, also in a run so short that no draw need differ", () => {
    for (const bins of [20, 1000, 100_000]) {
      const { order, promise, expectedDifferingDraws } = chosen({ ...cancelling, n_time_bins: bins });
      assert.deepEqual([order, promise], ["avx512", "bitwise"]);
      assert.ok(expectedDifferingDraws > 1e-6 * bins, String(expectedDifferingDraws));
    }
  });

  test("auto takes NeMoS' order in a run so long that a draw would differ, unless that takes far too long", () => {
    assert.equal(chosen({ ...SMALL, n_time_bins: 1e7 }).order, "avx512");
    const large = { ...cancelling, coupling_coef: { fill: -0.01, shape: [300, 300, 20] }, intercepts: -5 };
    const { order, promise, expectedDifferingDraws } = chosen({ ...large, n_time_bins: 1e8 });
    assert.deepEqual([order, promise], [null, null]);
    assert.ok(expectedDifferingDraws > 1, String(expectedDifferingDraws));
  });

  test("auto takes NeMoS' order at high rates: many spikes of a bin take as long as one", () => {
    assert.equal(chosen({ ...cancelling, intercepts: 20, n_time_bins: 1e6 }).order, "avx512");
  });

  test("auto takes NeMoS' order where rates run away: such a run ends early", () => {
    const runaway = { ...SMALL, coupling_coef: { fill: 3, shape: [2, 2, 1] }, inverse_link_function: "exp" };
    assert.equal(chosen({ ...runaway, n_time_bins: 1000 }).order, "avx512");
  });

  test("fast, where terms cancel, promises nothing", () => {
    assert.equal(chosen({ ...cancelling, arithmetic: "fast" }).promise, null);
  });

  for (const wrong of ["nemo", 1, { order: "nemos-avx" }, {}, { orders: "nemos-avx2" }])
    test(`${JSON.stringify(wrong)} is refused`, () => {
      const told = messages(plan({ ...SMALL, arithmetic: wrong }));
      assert.equal(told.length, 1, told.join());
      assert.match(told[0], /nemos|order/);
    });
});
