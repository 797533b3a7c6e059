import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { NemosOrderKernel } from "../../../../src/kernel/reference/nemos-order/kernel";
import type { CreateKernel, KernelProblem, NemosOrder } from "../../../../src/kernel/types";
import { NemosOrderWasmKernel } from "../../../../src/kernel/wasm/nemos-order/kernel";
import {
  type NemosOrderExports,
  type NemosOrderModule,
  nemosOrderModules,
} from "../../../../src/kernel/wasm/nemos-order/module";
import { fusesExactly } from "../../../../src/kernel/wasm/nemos-order/self-test";
import { takeMemory } from "../../../../src/kernel/wasm/memory";
import { instantiate } from "../../../../src/kernel/wasm/module";
import { INVERSE_LINKS, LINKS } from "../../../../src/model/links";
import { fma } from "../../../../src/random/fma";
import { keyFromSeed } from "../../../../src/random/keys";
import { normal } from "../../../../src/random/normal";
import { randomProblem, simulate } from "../../../support/random-problems";

const fround = Math.fround;
const modules = nemosOrderModules();
const wasm =
  (module: NemosOrderModule, order: NemosOrder): CreateKernel =>
  (problem, state) =>
    new NemosOrderWasmKernel(module, problem, order, state);

describe("the self-test of multiply-adds", () => {
  test("is passed by the module without relaxed SIMD in every engine, which comes last", () => {
    assert.equal(modules.at(-1)?.name, "wasm-simd");
  });

  test("is failed by products that are rounded first, and by sums that are rounded twice", () => {
    assert.ok(fusesExactly(fma));
    assert.ok(!fusesExactly((a, b, c) => fround(fround(a * b) + c)));
    assert.ok(!fusesExactly((a, b, c) => fround(a * b + c)));
  });

  test("is failed by a single lane", () => {
    assert.ok(!fusesExactly((a, b, c, lane) => (lane === 2 ? fround(a * b + c) : fma(a, b, c))));
  });
});

for (const module of modules)
  describe(module.name, () => {
    test("fuses multiply-adds of sums next to halfway exactly", () => {
      const { testFma } = instantiate<NemosOrderExports>(module.module, takeMemory(), {
        redraw: () => 0,
        drawExactly: () => true,
      });
      let twice = 0;
      for (const [i, [a, b, c]] of nearlyHalfway(4000).entries()) {
        const exact = fma(a, b, c);
        assert.equal(testFma(a, b, c, i % 4), exact, `${a} * ${b} + ${c}`);
        if (fround(a * b + c) !== exact) twice += 1;
      }
      assert.ok(twice > 500, `${twice} differ when rounded twice`);
    });

    for (const link of INVERSE_LINKS)
      test(`${link} has the rates of the TypeScript link`, () => {
        const problem = problemOfEtas(etas());
        const { nNeurons } = problem.model;
        const kernel = wasm(module, "avx512")({ ...problem, model: { ...problem.model, inverseLink: link } });
        const rates = new Float32Array(nNeurons);
        kernel.advance(1, new Int32Array(nNeurons), rates);
        problem.model.intercepts.forEach((eta, i) => assert.equal(rates[i], LINKS[link].rate(eta), `eta = ${eta}`));
      });

    for (let seed = 1; seed <= 12; seed++) {
      const random = randomProblem(seed, seed < 8 ? seed : undefined);
      const shorter = { ...random, nTimeBins: Math.min(random.nTimeBins, 150) };
      for (const order of ["avx512", "avx2"] as const)
        test(`${order}, problem ${seed} with ${random.problem.model.nNeurons} neurons: all bits of the reference's`, () => {
          const reference = simulate((problem, state) => new NemosOrderKernel(problem, order, state), shorter);
          for (const block of [1, 3, 64]) assert.deepEqual(simulate(wasm(module, order), shorter, block), reference);
        });
    }

    test("stops at a rate that diverges as the reference does", () => {
      const { problem } = randomProblem(4, 5);
      const model = { ...problem.model, inverseLink: "exp" as const, intercepts: new Float32Array(5).fill(2) };
      const grown = { ...model, couplingCoef: model.couplingCoef.map((c) => Math.abs(c) + 0.01) };
      const diverging = { problem: { ...problem, model: grown, feedforward: null }, nTimeBins: 500 };
      const reference = simulate((given) => new NemosOrderKernel(given, "avx512"), diverging, 7);
      assert.ok(reference.binsDone < 500);
      assert.deepEqual(simulate(wasm(module, "avx512"), diverging, 7), reference);
    });
  });

/** Products and sums whose float64 sum is halfway between two float32 numbers, though the exact one is not: (a, b, c) each. */
function nearlyHalfway(n: number): [a: number, b: number, c: number][] {
  const random = normal(keyFromSeed(5), 4 * n);
  return Array.from({ length: n }, (_, i) => {
    const [x, y, z, w] = random.subarray(4 * i);
    const scale = 2 ** Math.round(20 * w);
    const c = Math.sign(z) * scale * (1 + 2 ** -23 * Math.floor(2 ** 22 * Math.min(1.9, Math.abs(x))));
    const part = 2 ** -23 * (1 + Math.floor(100 * Math.abs(y)));
    return [scale * 2 ** -12 * (1 + part), Math.sign(y) * 2 ** -12 * (1 - part), c];
  });
}

/** Numbers where the links' formulas change, around them, and all over. */
function etas(): Float32Array {
  const special = [0, NaN, Infinity, -Infinity, 1e-40, -1e-40, 2 ** -126, 88.8, -87.4, -87.8, 0.5, 1, -1, 1e6, 1e7];
  return Float32Array.from([...special, ...normal(keyFromSeed(3), 2000).map((x, i) => x * [0.1, 1, 5, 40][i % 4])]);
}

function problemOfEtas(intercepts: Float32Array): KernelProblem {
  const n = intercepts.length;
  const model = {
    ...randomProblem(1, 1).problem.model,
    nNeurons: n,
    nBasisFuncs: 1,
    windowSize: 1,
    nFeatures: 0,
    couplingCoef: new Float32Array(n * n),
    couplingBasisMatrix: new Float32Array(1),
    feedforwardCoef: new Float32Array(0),
    initY: new Float32Array(n),
    intercepts,
  };
  return { key: keyFromSeed(1), model, feedforward: null };
}
