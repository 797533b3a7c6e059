import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { after, before, describe, test } from "node:test";
import type { RunManifest } from "../../../../src/protocol/manifest";
import { openRun, type RunReader } from "../../../../src/runs/read/open";
import { fabricateRun, sparseSpans } from "../../../support/fabricate";

const [nNeurons, nTimeBins] = [1000, 1_000_000];
const everyone = Uint32Array.from({ length: nNeurons }, (_, neuron) => neuron);
const neurons = [1, 500, 999];
const columns = 1400;

describe("a run of 1000 neurons and 1 000 000 bins (8 GB)", () => {
  const folder = mkdtempSync(join(tmpdir(), "spikeloop-large-"));
  let manifest: RunManifest;
  let run: RunReader;
  before(() => {
    manifest = fabricateRun(folder, { nNeurons, nTimeBins, rate: 0.05, spans: sparseSpans(nTimeBins, 16_384) });
    run = openRun(folder);
  });
  after(() => {
    run.close();
    rmSync(folder, { recursive: true });
  });

  test("every zoom agrees with the others, and is answered from a bounded part of it", async (context) => {
    const rows: string[] = [];
    for (const length of [1_000_000, 500_000, 100_000, 30_000, 10_000, 1_000]) {
      const range = { start: nTimeBins - length, end: nTimeBins };
      const memory = process.memoryUsage().arrayBuffers;
      const [raster, rasterTime] = await timed(() =>
        run.raster({ range, columns, order: everyone, rows: nNeurons, maxTicks: 0 }),
      );
      const [rates, ratesTime] = await timed(() => run.rates({ range, columns, neurons }));
      const [totals, totalsTime] = await timed(() => run.neurons({ range }));
      const [population, populationTime] = await timed(() => run.population({ range, columns }));
      rows.push(
        [
          length,
          raster.kind === "density" ? raster.binsPerColumn : 0,
          rasterTime,
          ratesTime,
          totalsTime,
          populationTime,
        ]
          .map((x) => String(Math.round(x)).padStart(10))
          .join(""),
      );

      assert.ok(
        raster.kind === "density" && raster.nColumns <= columns && raster.nColumns * raster.binsPerColumn >= length,
      );
      assert.equal(
        raster.spikes,
        totals.spikes.reduce((sum, count) => sum + count, 0),
      );
      const covered = await run.neurons({ range: { start: raster.start, end: nTimeBins } });
      assert.equal(
        [...raster.cells].reduce((sum, cell) => sum + cell, 0),
        covered.spikes.reduce((sum, count) => sum + count, 0),
      );
      neurons.forEach((neuron, line) => {
        const high = rates.high
          .subarray(line * rates.nColumns, (line + 1) * rates.nColumns)
          .reduce((most, rate) => Math.max(most, rate), 0);
        if (rates.start === range.start) assert.equal(high, totals.rateHigh[neuron]);
        else assert.ok(high >= totals.rateHigh[neuron]);
      });
      assert.ok(population.nColumns <= columns);
      assert.ok(
        process.memoryUsage().arrayBuffers - memory < 64e6,
        "an answer takes no more than its own size and some buffers",
      );
    }
    assert.equal(
      (await run.neurons({ range: { start: 0, end: nTimeBins } })).spikes.reduce((sum, count) => sum + count, 0),
      manifest.spikes_total,
    );
    context.diagnostic(
      "milliseconds, first reading:\n" +
        ["bins", "a column", "raster", "rates", "neurons", "population"].map((head) => head.padStart(10)).join("") +
        `\n${rows.join("\n")}`,
    );
  });

  test("a rare spike is found from afar", async () => {
    const neuron = 0;
    const last = await run.nextSpike({ neuron, from: 1000, direction: 1 });
    assert.ok(last !== null);
    const from = 500_000;
    const [next, time] = await timed(() => run.nextSpike({ neuron, from, direction: 1 }));
    assert.ok(next !== null && next > from && (await run.cell({ bin: next, neuron })).count > 0);
    assert.equal((await run.neurons({ range: { start: from + 1, end: next } })).spikes[neuron], 0);
    assert.ok(time < 1000);
  });
});

async function timed<T>(query: () => Promise<T>): Promise<[T, number]> {
  const begin = performance.now();
  const answer = await query();
  return [answer, performance.now() - begin];
}
