import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createKernel } from "../../../src/kernel";
import { Chain, convolutionOrder } from "../../../src/kernel/reference/nemos-order/convolution-order";
import { USUAL_MACHINE } from "../../../src/kernel/reference/nemos-order/promise";
import { rowProduct, treeSum } from "../../../src/kernel/reference/nemos-order/sums";
import type { CreateKernel, NemosOrder } from "../../../src/kernel/types";
import type { RecurrentGlm } from "../../../src/model/types";
import { randomProblem, simulate, typescript } from "../../support/random-problems";

const orderOf = (nNeurons: number, nBasisFuncs: number, windowSize: number, order: NemosOrder) =>
  convolutionOrder({ nNeurons, nBasisFuncs, windowSize }, order, USUAL_MACHINE);

describe("the order of a feature's products", () => {
  const blocks: readonly [NemosOrder, number, readonly number[]][] = [
    ["avx512", 384, [0, 384]],
    ["avx512", 385, [0, 193, 385]],
    ["avx512", 400, [0, 200, 400]],
    ["avx512", 450, [0, 232, 450]],
    ["avx2", 256, [0, 256]],
    ["avx2", 257, [0, 129, 257]],
    ["avx2", 384, [0, 192, 384]],
    ["avx2", 500, [0, 256, 500]],
  ];
  for (const [order, window, expected] of blocks)
    test(`${order}: a window of ${window} bins has blocks at ${expected.join()}`, () =>
      assert.deepEqual(orderOf(10, 5, window, order).blocks, expected));

  test("with AVX2 depends on the place in the tile: 16 or 8 functions, 6 neurons or what is left over", () => {
    const { chains } = orderOf(9, 20, 50, "avx2");
    const at = (neuron: number, func: number): Chain => chains[neuron * 20 + func];
    assert.deepEqual([at(0, 0), at(0, 15), at(0, 16)], [Chain.Fused, Chain.Fused, Chain.EvenOdd]);
    assert.deepEqual([at(6, 0), at(8, 16)], [Chain.EvenOdd, Chain.EvenOdd]);
    assert.ok(orderOf(2, 20, 100, "avx2").chains.every((chain) => chain === Chain.EvenOddRounded));
    assert.ok(orderOf(9, 20, 50, "avx512").chains.every((chain) => chain === Chain.Fused));
  });

  test("of one neuron or one function rounds the first products of a feature left over", () => {
    assert.deepEqual(Array.from(orderOf(2, 1, 9, "avx512").chains), [Chain.FirstRounded, Chain.Fused]);
    assert.equal(orderOf(1, 9, 9, "avx2").chains[8], Chain.FirstRounded);
    assert.ok(orderOf(1, 1, 33, "avx2").isTree && !orderOf(1, 1, 32, "avx2").isTree);
  });
});

describe("sums", () => {
  // 2^24 swallows a 1 that is added alone, but not two of them.
  const big = 2 ** 24;
  test("of lanes add neighbours in full tiles of 8 rows, halves in the rows left over", () => {
    const terms = Float32Array.of(big, 1, 0, 0, 0, 1, 0, 0);
    const ones = new Float32Array(9).fill(1);
    const sum = (row: number): number => rowProduct(terms, 0, ones, 0, 8, row, 9);
    assert.deepEqual([sum(7), sum(8)], [big, big + 2]);
  });
  test("of lanes leave out what is left over of a multiple of 8, and add it last", () => {
    const ones = new Float32Array(10).fill(1);
    const terms = Float32Array.of(big, 0, 0, 0, 0, 0, 0, 0, 1, 1);
    assert.equal(rowProduct(terms, 0, ones, 0, 10, 0, 8), big + 2);
  });
  test("of more than 32 terms add windows of 32 first, with the padding on both sides", () => {
    const terms = (n: number): Float32Array => new Float32Array(n).fill(1).map((one, i) => (i === 0 ? big : one));
    assert.equal(treeSum(terms(32)), big);
    assert.equal(treeSum(terms(33)), big + 16);
    assert.equal(treeSum(terms(50)), big + 25 - 1);
  });
});

describe("simulated in NeMoS' order", () => {
  test("numbers below 2^-126 are 0, as in JAX on CPUs: they do not decide a sum that ends halfway", () => {
    const rates = (tiny: number, order: NemosOrder | null): Float32Array => {
      const [n, b, windowSize] = [5, 4, 4];
      // Of three spikes 0.19315287 has a product halfway between two numbers, to which an earlier bin adds `tiny`.
      const lags = [0, 0.19315287470817566, 0, tiny];
      const model: RecurrentGlm = {
        nNeurons: n,
        nBasisFuncs: b,
        windowSize,
        nFeatures: 0,
        inverseLink: "identity",
        couplingCoef: new Float32Array(n * n * b).map((_, at) => (at % b === 0 ? 1 / 4 : 0)),
        couplingBasisMatrix: Float32Array.from(lags.flatMap((x) => [x, x, x, x])),
        intercepts: new Float32Array(n),
        feedforwardCoef: new Float32Array(0),
        initY: new Float32Array(windowSize * n).map((_, at) => [4, 0, 3, 0][Math.floor(at / n)]),
      };
      return simulate(createKernel, { problem: { model, key: [0, 1], feedforward: null, order }, nTimeBins: 1 }).rates;
    };
    for (const order of ["avx512", "avx2"] as const) {
      assert.deepEqual(rates(2.5e-44, order), rates(0, order));
      assert.notDeepEqual(rates(2 ** -126, order), rates(0, order));
    }
  });

  for (let seed = 1; seed <= 6; seed++) {
    const random = { ...randomProblem(seed, 2 * seed), nTimeBins: 60 };
    const reference = simulate(typescript, random);
    for (const order of ["avx512", "avx2"] as const)
      test(`${order}, problem ${seed}: the spikes are the reference's and the rates nearly so, in blocks of any size`, () => {
        const create: CreateKernel = (problem, state) => createKernel({ ...problem, order }, state);
        for (const block of [1, 3, 64]) {
          const { spikes, rates, binsDone } = simulate(create, random, block);
          assert.deepEqual([binsDone, spikes], [reference.binsDone, reference.spikes]);
          rates.forEach((rate, i) => assert.ok(Math.abs(rate - reference.rates[i]) <= 1e-4 * (1 + rate)));
        }
      });
  }
});
