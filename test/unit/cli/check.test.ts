import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { temporaryFolder } from "../../support/temporary-folder";
import { commandLine, NETWORK, write } from "./command-line";

/** Filters on so many overlapping functions that coefficients of 10⁵ cancel. */
const ILL_CONDITIONED = {
  ...NETWORK,
  coupling_coef: { filters: { difference_of_gammas: {} }, weights: 0.8 },
  coupling_basis_matrix: { basis: "RaisedCosineLog", n_basis_funcs: 20, window_size: 100 },
};

const run = commandLine();

describe("spikeloop check", () => {
  test("prints shapes and needs of a good config, and simulates nothing", async (t) => {
    const folder = temporaryFolder(t);
    const { code, out, err } = await run("check", write(folder, "net", NETWORK));
    assert.equal(code, 0);
    assert.equal(err, "");
    assert.match(out, /net\.glm\.json: ok\n/);
    assert.match(out, /coupling_coef +\(2, 2, 3\) +receiving neurons × sending neurons × basis functions\n/);
    assert.match(out, /2 neurons × 1 000 bins need .*kB of disk \(.* free\) and .* of memory \(.* available\)/);
    assert.deepEqual(readdirSync(folder), ["net.glm.json"]);
  });

  test("tells how far the run will agree with NeMoS", async (t) => {
    const arithmetic = { order: "nemos-avx2" };
    const cases: readonly [object, RegExp][] = [
      [{ ...NETWORK, arithmetic }, /bit for bit as NeMoS 0\.2\.8 with jaxlib 0\.10\.2 on x86-64 with AVX2\n/],
      [
        {
          ...NETWORK,
          arithmetic,
          coupling_coef: { fill: 0, shape: [2, 2, 4] },
          coupling_basis_matrix: { fill: 1, shape: [450, 4] },
        },
        /the same spikes as NeMoS .* with AVX2 are expected, but every bit .* on some machines only\n/,
      ],
      [
        { ...NETWORK, arithmetic: "fast" },
        /the same spikes as NeMoS .* are expected \(.* draws differ on average\), but not every bit/,
      ],
      [NETWORK, /bit for bit as NeMoS/],
      [ILL_CONDITIONED, /bit for bit as NeMoS/],
      [{ ...ILL_CONDITIONED, arithmetic: "fast" }, /draws? (is|are) expected to differ .* "arithmetic": "nemos"/],
    ];
    for (const [i, [config, expected]] of cases.entries()) {
      const { out, err } = await run("check", write(temporaryFolder(t), `net${i}`, config));
      assert.match(out, expected, err);
    }
  });

  test("--json prints one line a config: dimensions, arithmetic and problems", async (t) => {
    const folder = temporaryFolder(t);
    const [fine, ill] = [
      write(folder, "fine", { ...NETWORK, arithmetic: "fast" }),
      write(folder, "ill", ILL_CONDITIONED),
    ];
    const bad = write(folder, "bad", { ...NETWORK, n_time_bins: 0 });
    const { code, out } = await run("check", "--json", fine, ill, bad, join(folder, "gone.glm.json"));
    assert.equal(code, 2);
    const [first, second, wrong, gone] = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const { expected_differing_draws: few, ...arithmetic } = first.arithmetic;
    assert.deepEqual(
      { ...first, arithmetic },
      {
        config: fine,
        ok: true,
        problems: [],
        dimensions: { n_neurons: 2, n_time_bins: 1000, window_size: 20, n_basis_funcs: 3, n_features: 0 },
        arithmetic: { strategy: "scatter", promise: "same-spikes-expected" },
      },
    );
    assert.ok(few > 0 && few < 0.001, few);
    const { strategy, order, promise, expected_differing_draws: more } = second.arithmetic;
    assert.deepEqual([strategy, promise], ["nemos", "bitwise"]);
    assert.equal(order, "avx512");
    assert.ok(more > 0.01 && more < 10, more);
    assert.deepEqual([wrong.ok, wrong.dimensions, wrong.arithmetic, gone.ok], [false, null, null, false]);
    assert.deepEqual(Object.keys(wrong.problems[0]), ["file", "line", "column", "severity", "message"]);
    assert.match(wrong.problems[0].message, /n_time_bins/);
    assert.ok(gone.problems.length > 0);
    const engines = await run("simulate", "--json", ill, "--bins", "200");
    const { kernel, threads, ...engine } = JSON.parse(engines.out).engine;
    const again = await run("check", "--json", ill, "--bins", "200");
    assert.deepEqual(engine, JSON.parse(again.out).arithmetic, `${kernel}, ${threads}`);
  });

  test("prints every problem at its place", async (t) => {
    const folder = temporaryFolder(t);
    const bad = write(folder, "bad", { ...NETWORK, intercept: 1, n_time_bins: 0 });
    const { code, out, err } = await run("check", bad, join(folder, "gone.glm.json"));
    assert.equal(code, 2);
    assert.equal(out, "");
    const lines = err.trim().split("\n");
    for (const line of lines) assert.match(line, /\.glm\.json:\d+:\d+: error: ./);
    assert.ok(
      lines.some((line) => /did you mean.*intercepts/i.test(line)),
      err,
    );
    assert.ok(
      lines.some((line) => line.includes("n_time_bins")),
      err,
    );
    assert.ok(
      lines.some((line) => /gone\.glm\.json:1:1: error: the config cannot be read/.test(line)),
      err,
    );
  });
});
