import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { BinRange, Columns } from "../../../../../src/protocol/queries";
import { openRun, type RunReader } from "../../../../../src/runs/read/open";
import { fabricateRun } from "../../../../support/fabricate";
import { Brute, near, seeded } from "../../../../support/brute-force";

/** Runs whose lengths and widths end within blocks, at their edges, and beyond the largest block. */
const SIZES = [
  { nNeurons: 1, nTimeBins: 1 },
  { nNeurons: 3, nTimeBins: 64 },
  { nNeurons: 7, nTimeBins: 1025 },
  { nNeurons: 5, nTimeBins: 40_000 },
  { nNeurons: 2, nTimeBins: 70_001 },
];
const QUERIES = 60;

for (const { nNeurons, nTimeBins } of SIZES) {
  describe(`a run of ${nNeurons} neurons and ${nTimeBins} bins`, () => {
    const folder = mkdtempSync(join(tmpdir(), "spikeloop-reader-"));
    const random = seeded(nNeurons * nTimeBins);
    const whole = (below: number): number => Math.floor(random() * below);
    const range = (): BinRange => {
      const length = 1 + whole(random() < 0.3 ? nTimeBins : Math.min(nTimeBins, 3000));
      const start = whole(nTimeBins - length + 1);
      return { start, end: start + length };
    };
    const columns = (): number => [1, 2, 3, 10, 137, 800][whole(6)];
    let run: RunReader;
    let all: Brute;

    before(() => {
      fabricateRun(folder, { nNeurons, nTimeBins, rate: 0.3, seed: nTimeBins });
      run = openRun(folder);
      all = new Brute(folder, nNeurons);
    });
    after(() => {
      run.close();
      rmSync(folder, { recursive: true });
    });

    /** What every answer in columns keeps to; calls back with each column's bins. */
    const eachColumn = (
      asked: BinRange,
      most: number,
      { start, binsPerColumn, nColumns }: Columns,
      visit: (column: number, first: number, end: number) => void,
    ): void => {
      assert.ok(nColumns >= 1 && nColumns <= most, `${nColumns} of ${most} columns`);
      assert.ok(start <= asked.start && start + binsPerColumn > asked.start, "the first column holds the first bin");
      assert.ok(
        start + nColumns * binsPerColumn >= asked.end && start + (nColumns - 1) * binsPerColumn < asked.end,
        "the last column holds the last bin",
      );
      const end = nColumns === 1 && most === 1 ? asked.end : nTimeBins;
      for (let column = 0; column < nColumns; column++) {
        const first = start + column * binsPerColumn;
        visit(column, first, Math.min(first + binsPerColumn, end));
      }
    };

    test("raster: ticks are every spike, by bin and then neuron", async () => {
      for (let i = 0; i < QUERIES; i++) {
        const asked = range();
        const order = shuffled(nNeurons, random).slice(0, 1 + whole(nNeurons));
        const answer = await run.raster({ range: asked, columns: columns(), order, rows: nNeurons, maxTicks: 1e9 });
        assert.ok(answer.kind === "ticks");
        const expected: number[][] = [];
        for (let bin = asked.start; bin < asked.end; bin++) {
          for (let neuron = 0; neuron < nNeurons; neuron++) {
            if (order.includes(neuron) && all.count(bin, neuron) > 0)
              expected.push([bin, neuron, all.count(bin, neuron)]);
          }
        }
        assert.deepEqual(
          Array.from(answer.bins, (bin, at) => [bin, answer.neurons[at], answer.counts[at]]),
          expected,
        );
        assert.equal(
          answer.spikes,
          expected.reduce((sum, [, , count]) => sum + count, 0),
        );
      }
    });

    test("raster: density cells are exact sums, rows pooled in their order", async () => {
      for (let i = 0; i < QUERIES; i++) {
        const asked = range();
        const most = columns();
        const order = shuffled(nNeurons, random).slice(0, 1 + whole(nNeurons));
        const rows = 1 + whole(order.length);
        const answer = await run.raster({ range: asked, columns: most, order, rows, maxTicks: -1 });
        assert.ok(answer.kind === "density");
        assert.equal(answer.rows, rows);
        eachColumn(asked, most, answer, (column, first, end) => {
          const expected = new Array<number>(rows).fill(0);
          order.forEach(
            (neuron, place) => (expected[Math.floor((place * rows) / order.length)] += all.sum(neuron, first, end)),
          );
          expected.forEach((sum, row) => assert.equal(answer.cells[row * answer.nColumns + column], sum));
        });
        assert.equal(
          answer.spikes,
          order.reduce((sum, neuron) => sum + all.sum(neuron, asked.start, asked.end), 0),
        );
      }
    });

    test("rates: lowest, mean, highest and spikes of each column; every bin when there are few", async () => {
      for (let i = 0; i < QUERIES; i++) {
        const asked = range();
        const most = columns();
        const neurons = [...shuffled(nNeurons, random).slice(0, 1 + whole(nNeurons))];
        const answer = await run.rates({ range: asked, columns: most, neurons });
        const few = asked.end - asked.start <= 2 * most;
        if (few) assert.equal(answer.binsPerColumn, 1);
        eachColumn(asked, few ? 2 * most : most, answer, (column, first, end) => {
          neurons.forEach((neuron, line) => {
            const rates = all.ratesOf(neuron, first, end);
            const at = line * answer.nColumns + column;
            assert.equal(answer.low[at], Math.min(...rates));
            assert.equal(answer.high[at], Math.max(...rates));
            assert.ok(near(answer.mean[at], mean(rates)), `${answer.mean[at]} instead of ${mean(rates)}`);
            assert.equal(answer.spikes[at], all.sum(neuron, first, end));
          });
        });
        if (few) {
          neurons.forEach((neuron, line) => {
            const sorted = all.ratesOf(neuron, asked.start, asked.end).sort((a, b) => a - b);
            assert.equal(answer.median[line], sorted[Math.floor((sorted.length - 1) / 2)]);
          });
        }
      }
    });

    test("population: mean and highest bin of each column", async () => {
      for (let i = 0; i < QUERIES; i++) {
        const asked = range();
        const most = columns();
        const answer = await run.population({ range: asked, columns: most });
        eachColumn(asked, most, answer, (column, first, end) => {
          const rates = Array.from({ length: end - first }, (_, at) => all.populationRate(first + at));
          assert.ok(near(answer.mean[column], mean(rates)), `${answer.mean[column]} instead of ${mean(rates)}`);
          assert.ok(near(answer.high[column], Math.max(...rates)));
        });
      }
    });

    test("neurons: spikes, mean and highest rate of exactly the range", async () => {
      for (let i = 0; i < QUERIES; i++) {
        const asked = range();
        const answer = await run.neurons({ range: asked });
        assert.deepEqual(answer.range, asked);
        for (let neuron = 0; neuron < nNeurons; neuron++) {
          const rates = all.ratesOf(neuron, asked.start, asked.end);
          assert.equal(answer.spikes[neuron], all.sum(neuron, asked.start, asked.end));
          assert.ok(near(answer.rateMean[neuron], mean(rates)));
          assert.equal(
            answer.rateHigh[neuron],
            rates.reduce((most, rate) => Math.max(most, rate), 0),
          );
        }
      }
    });

    test("next and previous spike", async () => {
      for (let i = 0; i < QUERIES; i++) {
        const neuron = whole(nNeurons);
        const from = whole(nTimeBins + 2) - 1;
        for (const direction of [1, -1] as const) {
          let bin = from + direction;
          while (bin >= 0 && bin < nTimeBins && all.count(bin, neuron) === 0) bin += direction;
          const expected = bin >= 0 && bin < nTimeBins ? bin : null;
          assert.equal(await run.nextSpike({ neuron, from, direction }), expected);
        }
      }
    });

    test("cell", async () => {
      for (let i = 0; i < QUERIES; i++) {
        const bin = whole(nTimeBins);
        const neuron = whole(nNeurons);
        assert.deepEqual(await run.cell({ bin, neuron }), {
          count: all.count(bin, neuron),
          rate: all.rate(bin, neuron),
        });
      }
      await assert.rejects(run.cell({ bin: nTimeBins, neuron: 0 }), /there is no bin/);
      await assert.rejects(run.cell({ bin: 0, neuron: nNeurons }), /there is no neuron/);
    });

    test("ranges are clipped to the bins that exist", async () => {
      const beyond = { start: -10, end: nTimeBins + 1000 };
      assert.deepEqual((await run.neurons({ range: beyond })).range, { start: 0, end: nTimeBins });
      const outside = { start: nTimeBins + 5, end: nTimeBins + 50 };
      const order = Uint32Array.of(0);
      assert.equal((await run.raster({ range: outside, columns: 10, order, rows: 1, maxTicks: 10 })).spikes, 0);
      assert.equal((await run.rates({ range: outside, columns: 10, neurons: [0] })).nColumns, 0);
      assert.equal((await run.population({ range: outside, columns: 10 })).nColumns, 0);
    });
  });
}

describe("a run of many neurons", () => {
  test("rates of a few are read without the others", async () => {
    const folder = mkdtempSync(join(tmpdir(), "spikeloop-reader-"));
    const [nNeurons, nTimeBins] = [20_000, 300];
    fabricateRun(folder, { nNeurons, nTimeBins, rate: 0.5 });
    const run = openRun(folder);
    const all = new Brute(folder, nNeurons);
    const neurons = [19_999, 0, 777];
    const every = await run.rates({ range: { start: 10, end: 290 }, columns: 200, neurons });
    assert.deepEqual(
      [...every.mean],
      neurons.flatMap((neuron) => all.ratesOf(neuron, 10, 290)),
    );
    const columns = await run.rates({ range: { start: 64, end: 300 }, columns: 1, neurons });
    assert.deepEqual(
      [...columns.spikes],
      neurons.map((neuron) => all.sum(neuron, 64, 300)),
    );
    assert.deepEqual(
      [...columns.high],
      neurons.map((neuron) => Math.max(...all.ratesOf(neuron, 64, 300))),
    );
    run.close();
    rmSync(folder, { recursive: true });
  });
});

describe("brightness", () => {
  test("stays while one pans at a zoom, and is near the 97th percentile of all cells", async () => {
    const folder = mkdtempSync(join(tmpdir(), "spikeloop-reader-"));
    const [nNeurons, nTimeBins] = [20, 60_000];
    fabricateRun(folder, { nNeurons, nTimeBins, rate: 0.3 });
    const run = openRun(folder);
    const order = Uint32Array.from({ length: nNeurons }, (_, neuron) => neuron);
    const all = await run.raster({
      range: { start: 0, end: nTimeBins },
      columns: 600,
      order,
      rows: nNeurons,
      maxTicks: 0,
    });
    assert.ok(all.kind === "density");
    const cells = [...all.cells].filter((cell) => cell > 0).sort((a, b) => a - b);
    const exact = cells[Math.floor(0.97 * (cells.length - 1))];
    assert.ok(Math.abs(all.percentile97 - exact) <= 0.1 * exact, `${all.percentile97} for ${exact}`);
    const seen = new Set<number>();
    for (let start = 0; start < 50_000; start += 7777) {
      const part = await run.raster({
        range: { start, end: start + 9000 },
        columns: 500,
        order,
        rows: nNeurons,
        maxTicks: 0,
      });
      assert.ok(part.kind === "density");
      seen.add(part.percentile97);
    }
    assert.equal(seen.size, 1);
    run.close();
    rmSync(folder, { recursive: true });
  });
});

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function shuffled(n: number, random: () => number): Uint32Array {
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
