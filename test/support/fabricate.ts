import { closeSync, ftruncateSync, mkdirSync, openSync, writeFileSync, writeSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { npyHeader } from "../../src/arrays/npy/npy";
import { MANIFEST_FILE, type RunManifest } from "../../src/protocol/manifest";
import { figuresOf } from "../../src/runs/manifest/build";
import { TypescriptSums } from "../../src/runs/summaries/typescript";
import { SUMMARY_SIZES, summaryFile } from "../../src/runs/layout";
import { SUMMARY_FIELDS } from "../../src/runs/summaries/summary";
import { exampleManifest } from "./example-manifest";

/** What a fabricated run is like. */
export interface Fabrication {
  readonly nNeurons: number;
  readonly nTimeBins: number;
  /** Seconds a bin; null for axes in bins. */
  readonly binSize?: number | null;
  /** Bins that hold spikes and rates, as [start, end), in order and each beginning at a multiple of 64; all when left out. */
  readonly spans?: readonly (readonly [number, number])[];
  /** Groups of neurons, each a neighbourhood of equal size. */
  readonly groups?: readonly string[];
  /** Mean rate of the busiest neuron, counts per bin. */
  readonly rate?: number;
  readonly seed?: number;
  /** Anything of the manifest that is to be otherwise. */
  readonly manifest?: Partial<RunManifest>;
}

/**
 * Makes a run folder as a simulation leaves it, of any size in seconds: manifest, arrays, summaries and population agree with each
 * other. Bins outside of the spans have neither spikes nor rates and are holes in sparse files, so that 1000 neurons x 10^6 bins
 * (8 GB to whoever reads them) take little disk. Returns the manifest.
 */
export function fabricateRun(folder: string, fabrication: Fabrication): RunManifest {
  const { nNeurons, nTimeBins, spans = [[0, nTimeBins]] } = fabrication;
  mkdirSync(folder, { recursive: true });
  const spikesFile = new SparseFile(join(folder, "spikes.npy"), "<i4", [nTimeBins, nNeurons]);
  const ratesFile = new SparseFile(join(folder, "rates.npy"), "<f4", [nTimeBins, nNeurons]);
  const populationFile = new SparseFile(join(folder, "population.npy"), "<f4", [nTimeBins, 2]);
  const summaryFiles = SUMMARY_SIZES.map(
    (size) =>
      new SparseFile(join(folder, summaryFile(size)), "<f4", [Math.ceil(nTimeBins / size), nNeurons, SUMMARY_FIELDS]),
  );
  const totals = new Totals(nNeurons);
  const sum = new TypescriptSums(nNeurons);
  const levels = SUMMARY_SIZES.map((size, level) => new LevelWriter(summaryFiles[level], nNeurons, size, nTimeBins));
  const [smallest] = SUMMARY_SIZES;
  for (const first of activeBlocks(spans, nTimeBins, smallest)) {
    const nBins = Math.min(smallest, nTimeBins - first);
    const { spikes, rates } = activity(fabrication, first, nBins, spans);
    spikesFile.write(first, spikes);
    ratesFile.write(first, rates);
    const population = new Float32Array(2 * nBins);
    sum.add(spikes, rates, 0, nBins, population);
    populationFile.write(first, population);
    const sums = sumsOf(spikes, rates, nNeurons);
    for (const level of levels) level.add(first, nBins, sums);
    totals.add(sums, nBins);
  }
  for (const level of levels) level.flush();
  for (const file of [spikesFile, ratesFile, populationFile, ...summaryFiles]) file.close();
  const manifest = manifestOf(fabrication, totals);
  writeFileSync(join(folder, "config.jsonc"), CONFIG_TEXT);
  writeFileSync(join(folder, MANIFEST_FILE), JSON.stringify(manifest));
  return manifest;
}

const CONFIG_TEXT = "{}\n";

/** First bins of the blocks of `size` bins that hold activity. */
function activeBlocks(spans: readonly (readonly [number, number])[], nTimeBins: number, size: number): number[] {
  const blocks = new Set<number>();
  for (const [start, end] of spans)
    for (let bin = start - (start % size); bin < Math.min(end, nTimeBins); bin += size) blocks.add(bin);
  return [...blocks].sort((a, b) => a - b);
}

/** What each neuron does in some bins: spikes, lowest rate, sum of rates, highest rate. */
interface Sums {
  readonly spikes: Float64Array;
  readonly low: Float32Array;
  readonly sum: Float64Array;
  readonly high: Float32Array;
}

function sumsOf(spikes: Int32Array, rates: Float32Array, nNeurons: number): Sums {
  const sums = emptySums(nNeurons);
  spikes.forEach((count, at) => {
    const neuron = at % nNeurons;
    sums.spikes[neuron] += count;
    sums.sum[neuron] += rates[at];
    sums.low[neuron] = Math.min(sums.low[neuron], rates[at]);
    sums.high[neuron] = Math.max(sums.high[neuron], rates[at]);
  });
  return sums;
}

function emptySums(nNeurons: number): Sums {
  return {
    spikes: new Float64Array(nNeurons),
    low: new Float32Array(nNeurons).fill(Infinity),
    sum: new Float64Array(nNeurons),
    high: new Float32Array(nNeurons),
  };
}

/** Writes a summary of which only the blocks with activity are more than zeros. */
class LevelWriter {
  private sums: Sums;
  private block = -1;
  private activeBins = 0;

  constructor(
    private readonly file: SparseFile,
    private readonly nNeurons: number,
    private readonly size: number,
    private readonly nTimeBins: number,
  ) {
    this.sums = emptySums(nNeurons);
  }

  add(first: number, nBins: number, { spikes, low, sum, high }: Sums): void {
    const block = Math.floor(first / this.size);
    if (block !== this.block) this.flush();
    this.block = block;
    this.activeBins += nBins;
    for (let neuron = 0; neuron < this.nNeurons; neuron++) {
      this.sums.spikes[neuron] += spikes[neuron];
      this.sums.sum[neuron] += sum[neuron];
      this.sums.low[neuron] = Math.min(this.sums.low[neuron], low[neuron]);
      this.sums.high[neuron] = Math.max(this.sums.high[neuron], high[neuron]);
    }
  }

  flush(): void {
    if (this.block < 0) return;
    const bins = Math.min(this.size, this.nTimeBins - this.block * this.size);
    const row = new Float32Array(this.nNeurons * SUMMARY_FIELDS);
    for (let neuron = 0; neuron < this.nNeurons; neuron++) {
      const low = this.activeBins < bins ? Math.min(0, this.sums.low[neuron]) : this.sums.low[neuron];
      row.set(
        [this.sums.spikes[neuron], low, this.sums.sum[neuron] / bins, this.sums.high[neuron]],
        neuron * SUMMARY_FIELDS,
      );
    }
    this.file.write(this.block, row);
    this.sums = emptySums(this.nNeurons);
    this.activeBins = 0;
  }
}

/**
 * Spikes and rates of some bins, the same whatever bins are asked for at a time: each neuron's rate is a slow wave of its own,
 * and a spike falls where a hash of bin and neuron is below it.
 */
function activity(
  { nNeurons, rate = 0.02, seed = 1 }: Fabrication,
  first: number,
  nBins: number,
  spans: readonly (readonly [number, number])[],
) {
  const spikes = new Int32Array(nBins * nNeurons);
  const rates = new Float32Array(nBins * nNeurons);
  for (const [start, end] of spans) {
    for (let bin = Math.max(first, start); bin < Math.min(end, first + nBins); bin++) {
      const wave = 1.1 + Math.sin(bin / 700);
      for (let neuron = 0, at = (bin - first) * nNeurons; neuron < nNeurons; neuron++, at++) {
        const lambda =
          (rate / 2.1) *
          wave *
          (0.2 + (0.8 * ((neuron * 37) % nNeurons)) / nNeurons) *
          (0.5 + hash(neuron, bin, seed) / 2 ** 32);
        rates[at] = lambda;
        const u = hash(bin, neuron, seed) / 2 ** 32;
        if (u < lambda) spikes[at] = u < (lambda * lambda) / 2 ? 2 : 1;
      }
    }
  }
  return { spikes, rates };
}

/** A well mixed 32-bit number of three (the finalizer of MurmurHash3). */
function hash(a: number, b: number, c: number): number {
  let h = (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca77) ^ Math.imul(c, 0xc2b2ae3d)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A .npy file of full length at once, whose rows are written where they are known. */
class SparseFile {
  private readonly descriptor: number;
  private readonly rowBytes: number;
  private readonly dataOffset: number;

  constructor(path: string, dtype: "<i4" | "<f4", shape: readonly number[]) {
    this.descriptor = openSync(path, "w");
    const header = npyHeader(dtype, shape);
    this.dataOffset = header.length;
    this.rowBytes = 4 * shape.slice(1).reduce((product, length) => product * length, 1);
    writeSync(this.descriptor, header);
    ftruncateSync(this.descriptor, header.length + shape[0] * this.rowBytes);
  }

  write(row: number, data: Int32Array | Float32Array): void {
    if (data.length > 0) writeSync(this.descriptor, data, 0, data.byteLength, this.dataOffset + row * this.rowBytes);
  }

  close(): void {
    closeSync(this.descriptor);
  }
}

/** What the active blocks add up to; the bins between them add nothing but a rate of zero. */
class Totals {
  readonly spikes: number[];
  rateSum = 0;
  rateLow = Infinity;
  rateHigh = 0;
  bins = 0;

  constructor(nNeurons: number) {
    this.spikes = new Array<number>(nNeurons).fill(0);
  }

  add({ spikes, low, sum, high }: Sums, bins: number): void {
    spikes.forEach((count, neuron) => (this.spikes[neuron] += count));
    this.rateSum += sum.reduce((all, value) => all + value, 0);
    this.rateLow = low.reduce((least, value) => Math.min(least, value), this.rateLow);
    this.rateHigh = high.reduce((most, value) => Math.max(most, value), this.rateHigh);
    this.bins += bins;
  }
}

function manifestOf(
  { nNeurons, nTimeBins, binSize = null, groups, manifest }: Fabrication,
  totals: Totals,
): RunManifest {
  const { spikes, bins, rateSum, rateLow, rateHigh } = totals;
  const groupOf = (neuron: number, names: readonly string[]): string =>
    names[Math.floor((neuron * names.length) / nNeurons)];
  return exampleManifest({
    run_number: 1,
    config: "config.jsonc",
    config_sha256: createHash("sha256").update(CONFIG_TEXT).digest("hex"),
    inputs: [],
    n_neurons: nNeurons,
    n_time_bins: nTimeBins,
    bins_done: nTimeBins,
    n_features: 0,
    inverse_link_function: "identity",
    bin_size: binSize,
    neurons: {
      names: null,
      groups: groups ? Array.from({ length: nNeurons }, (_, neuron) => groupOf(neuron, groups)) : null,
    },
    elapsed_seconds: 1,
    ...figuresOf({
      bins: nTimeBins,
      spikes: Float64Array.from(spikes),
      rateSum,
      rateLow: bins < nTimeBins ? 0 : rateLow,
      rateHigh,
    }),
    process: { pid: 1, host: "fabricated" },
    ...manifest,
  });
}

/**
 * The spans that make a run of a million bins look alive at every zoom while it takes little disk: its first and last thousand
 * bins, and 64 bins of every `every`.
 */
export function sparseSpans(nTimeBins: number, every = 8192): [number, number][] {
  const spans: [number, number][] = [[0, Math.min(2048, nTimeBins)]];
  for (let bin = every; bin < nTimeBins - 2048; bin += every) spans.push([bin, bin + 64]);
  if (nTimeBins > 4096) spans.push([Math.floor((nTimeBins - 2048) / 64) * 64, nTimeBins]);
  return spans;
}
