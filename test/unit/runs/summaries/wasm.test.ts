import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { createSums } from "../../../../src/runs/summaries";
import { TypescriptSums } from "../../../../src/runs/summaries/typescript";
import type { BinSums } from "../../../../src/runs/summaries/types";
import { MOST_NEURONS, sumsModule, WasmSums } from "../../../../src/runs/summaries/wasm";

/** What sums hold, and the population, after so many bins that come in pieces. */
function summed(sums: BinSums, nNeurons: number, pieces: readonly number[]): Record<string, number[]> {
  const bins = pieces.reduce((a, b) => a + b);
  // Rates of very different sizes, so that every other order of addition gives other bits; 0, -0 and infinity among them.
  const special = [0, -0, Infinity, 1e-45];
  const rates = Float32Array.from({ length: bins * nNeurons }, (_, i) =>
    i % 97 === 5 ? special[i % 4] : Math.exp(20 * Math.sin(i * i)),
  );
  const spikes = Int32Array.from({ length: bins * nNeurons }, (_, i) => (i * 7919) % 1_000_003);
  const population = new Float32Array(2 * bins);
  let bin = 0;
  for (const nBins of pieces) {
    sums.add(spikes, rates, bin, nBins, population.subarray(2 * bin));
    bin += nBins;
  }
  return {
    spikes: [...sums.spikes],
    low: [...sums.low],
    sum: [...sums.sum],
    high: [...sums.high],
    population: [...population],
  };
}

const PIECES = [[64], [1, 2, 3, 4, 5, 49], [63, 1], [7]];

describe("the sums of bins", () => {
  const module = sumsModule();
  assert.ok(module);

  for (const nNeurons of [1, 2, 3, 4, 5, 7, 8, 100, 1000, 3001]) {
    test(`of ${nNeurons} neurons are the same bits in WebAssembly and in TypeScript, also once they were cleared`, () => {
      const [fast, reference] = [new WasmSums(module, nNeurons), new TypescriptSums(nNeurons)];
      for (const pieces of PIECES) {
        assert.deepEqual(summed(fast, nNeurons, pieces), summed(reference, nNeurons, pieces), String(pieces));
        fast.clear();
        reference.clear();
      }
    });
  }

  test("are WebAssembly's, except of more neurons than whose spikes it can add", () => {
    assert.ok(createSums(MOST_NEURONS) instanceof WasmSums);
    const many = createSums(MOST_NEURONS + 1);
    assert.ok(many instanceof TypescriptSums);
    const most = new WasmSums(module, MOST_NEURONS);
    const population = new Float32Array(2);
    most.add(new Int32Array(MOST_NEURONS).fill(1_040_000), new Float32Array(MOST_NEURONS), 0, 1, population);
    assert.equal(population[0], Math.fround(MOST_NEURONS * 1_040_000));
  });
});
