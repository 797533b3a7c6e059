import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { SUMMARY_SIZES } from "../../../../src/runs/layout";
import { BlockSummaries, SummaryRows } from "../../../../src/runs/summaries/summary";

const N = 3;
const BINS = 16384 + 1024 + 70;

/** Spikes and rates that differ from bin to bin and neuron to neuron. */
const spikes = Int32Array.from({ length: BINS * N }, (_, i) => (i * 7919) % 5);
const rates = Float32Array.from({ length: BINS * N }, (_, i) => Math.sin(i) + 1.5);

/** All rows of each size, and of the population, from bins that come in `step` at a time. */
function summarize(step: number): { full: number[][]; last: number[][]; population: number[]; blocks: BlockSummaries } {
  const blocks = new BlockSummaries(N);
  const rows = new SummaryRows();
  for (let bin = 0; bin < BINS; bin += step)
    blocks.add(spikes.subarray(bin * N), rates.subarray(bin * N), Math.min(step, BINS - bin), rows);
  return {
    full: rows.blocks.map((block) => [...block.rows]),
    last: blocks.finish().map((row) => [...row]),
    population: [...rows.population.rows],
    blocks,
  };
}

/** The definition, from files.md: count, lowest, mean and highest rate of each block of bins. */
function direct(size: number, block: number, neuron: number): number[] {
  const from = block * size;
  const to = Math.min(BINS, from + size);
  let count = 0;
  let sum = 0;
  let low = Infinity;
  let high = -Infinity;
  for (let bin = from; bin < to; bin++) {
    const rate = rates[bin * N + neuron];
    count += spikes[bin * N + neuron];
    sum += rate;
    low = Math.min(low, rate);
    high = Math.max(high, rate);
  }
  return [count, low, sum / (to - from), high];
}

describe("block summaries", () => {
  const { full, last, population, blocks } = summarize(1000);

  test("hold count, lowest, mean and highest rate of every block, the last shorter one included", () => {
    SUMMARY_SIZES.forEach((size, level) => {
      const rows = [...full[level], ...last[level]];
      assert.equal(rows.length, Math.ceil(BINS / size) * N * 4);
      assert.equal(full[level].length, Math.floor(BINS / size) * N * 4);
      for (let block = 0; block < Math.ceil(BINS / size); block++) {
        for (let neuron = 0; neuron < N; neuron++) {
          const at = (block * N + neuron) * 4;
          const [count, low, mean, high] = direct(size, block, neuron);
          assert.deepEqual([rows[at], rows[at + 1], rows[at + 3]], [count, low, high]);
          assert.ok(Math.abs(rows[at + 2] - mean) <= 1e-6 * mean);
        }
      }
    });
  });

  test("do not depend on how the bins came in", () => {
    for (const step of [1, 63, 64, 65, 5000, BINS])
      assert.deepEqual({ ...summarize(step), blocks: null }, { full, last, population, blocks: null });
  });

  test("add up to the whole run", () => {
    const totals = blocks.totals();
    assert.equal(totals.bins, BINS);
    assert.equal(
      totals.spikes.reduce((a, b) => a + b),
      spikes.reduce((a, b) => a + b),
    );
    assert.equal(
      totals.rateLow,
      rates.reduce((a, b) => Math.min(a, b)),
    );
    assert.equal(
      totals.rateHigh,
      rates.reduce((a, b) => Math.max(a, b)),
    );
    assert.ok(Math.abs(totals.rateSum - rates.reduce((a, b) => a + b)) < 1e-6 * totals.rateSum);
  });

  test("of no bins are empty", () => {
    const none = new BlockSummaries(N);
    assert.deepEqual(
      none.finish().map((rows) => rows.length),
      [0, 0, 0],
    );
    assert.deepEqual(none.totals(), { bins: 0, spikes: new Float64Array(N), rateSum: 0, rateLow: 0, rateHigh: 0 });
  });

  test("go with the population: each bin's sums over its neurons", () => {
    for (const bin of [0, 1, 777, BINS - 1]) {
      const own = [0, 1, 2].map((neuron) => bin * N + neuron);
      assert.equal(
        population[2 * bin],
        own.reduce((sum, at) => sum + spikes[at], 0),
      );
      assert.equal(population[2 * bin + 1], Math.fround(rates[own[0]] + rates[own[2]] + rates[own[1]]));
    }
    assert.equal(population.length, 2 * BINS);
  });
});
