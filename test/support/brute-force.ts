import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { RunReader } from "../../src/runs/read/open";

/** A run held whole, and every query computed from it in the plainest way. */
export class Brute {
  readonly spikes: Int32Array;
  readonly rates: Float32Array;

  constructor(
    folder: string,
    readonly nNeurons: number,
  ) {
    const body = (name: string): ArrayBuffer => {
      const bytes = readFileSync(join(folder, name));
      return bytes.buffer.slice(bytes.byteOffset + 128, bytes.byteOffset + bytes.length) as ArrayBuffer;
    };
    this.spikes = new Int32Array(body("spikes.npy"));
    this.rates = new Float32Array(body("rates.npy"));
  }

  count(bin: number, neuron: number): number {
    return this.spikes[bin * this.nNeurons + neuron];
  }

  rate(bin: number, neuron: number): number {
    return this.rates[bin * this.nNeurons + neuron];
  }

  /** Spikes of one neuron in bins start to end. */
  sum(neuron: number, start: number, end: number): number {
    let sum = 0;
    for (let bin = start; bin < end; bin++) sum += this.count(bin, neuron);
    return sum;
  }

  /** Rates of one neuron in bins start to end. */
  ratesOf(neuron: number, start: number, end: number): number[] {
    return Array.from({ length: end - start }, (_, i) => this.rate(start + i, neuron));
  }

  /** Mean over neurons of the rates of one bin. */
  populationRate(bin: number): number {
    let sum = 0;
    for (let neuron = 0; neuron < this.nNeurons; neuron++) sum += this.rate(bin, neuron);
    return sum / this.nNeurons;
  }
}

/** Asserts that the queries which read summaries answer with the run's own numbers for its first `bins` of `nTimeBins` bins. */
export async function assertAgrees(run: RunReader, all: Brute, nTimeBins: number, bins = nTimeBins): Promise<void> {
  const range = { start: 0, end: nTimeBins };
  const order = Uint32Array.from({ length: all.nNeurons }, (_, neuron) => neuron);
  const { spikes } = await run.neurons({ range });
  assert.deepEqual(
    [...spikes],
    Array.from(order, (neuron) => all.sum(neuron, 0, bins)),
  );
  const density = await run.raster({ range, columns: 20, order, rows: 1, maxTicks: -1 });
  if (bins > 0) {
    assert.ok(density.kind === "density");
    assert.equal(
      [...density.cells].reduce((sum, cell) => sum + cell, 0),
      spikes.reduce((sum, count) => sum + count, 0),
    );
    assert.ok(density.start + density.nColumns * density.binsPerColumn >= bins);
  }
  const { high } = await run.population({ range, columns: 10 });
  const highest = Array.from({ length: bins }, (_, bin) => all.populationRate(bin)).reduce((a, b) => Math.max(a, b), 0);
  assert.ok(Math.abs(Math.max(0, ...high) - highest) < 1e-6);
}

/** The same numbers in [0, 1) from the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Whether two numbers agree to float32. */
export function near(found: number, expected: number, relative = 2e-6): boolean {
  return Math.abs(found - expected) <= relative * Math.max(Math.abs(expected), 1e-9);
}
