import bytes from "./sums.wasm";
import { clearSums } from "./typescript";
import type { BinSums } from "./types";

/** What assembly/index.ts exports: functions, and the addresses that `place` gave out. */
interface SumsExports {
  place(neurons: number, bins: number): number;
  add(bins: number): void;
  readonly spikesAt: WebAssembly.Global<"i32">;
  readonly ratesAt: WebAssembly.Global<"i32">;
  readonly populationAt: WebAssembly.Global<"i32">;
  readonly countAt: WebAssembly.Global<"i32">;
  readonly lowAt: WebAssembly.Global<"i32">;
  readonly sumAt: WebAssembly.Global<"i32">;
  readonly highAt: WebAssembly.Global<"i32">;
}

const PAGE = 65536;

/** Neuron-bins copied into the module at a time: both arrays of them fit into the first-level cache. */
const COPIED_AT_ONCE = 2048;

/** Spikes of a bin are added in four int32 sums, which cannot overflow with this many neurons, whatever their rates. */
export const MOST_NEURONS = 8192;

/** The same as `TypescriptSums`, with SIMD. */
export class WasmSums implements BinSums {
  readonly spikes: Int32Array;
  readonly low: Float32Array;
  readonly sum: Float64Array;
  readonly high: Float32Array;
  private readonly exports: SumsExports;
  private readonly atOnce: number;
  private readonly copiedSpikes: Int32Array;
  private readonly copiedRates: Float32Array;
  private readonly population: Float32Array;

  constructor(
    module: WebAssembly.Module,
    private readonly nNeurons: number,
  ) {
    // The module takes four bins at a time.
    this.atOnce = 4 * Math.max(1, Math.floor(COPIED_AT_ONCE / (4 * nNeurons)));
    const memory = new WebAssembly.Memory({ initial: 1 });
    this.exports = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as SumsExports;
    const missing = Math.ceil((this.exports.place(nNeurons, this.atOnce) - memory.buffer.byteLength) / PAGE);
    if (missing > 0) memory.grow(missing);
    const { buffer } = memory;
    const { spikesAt, ratesAt, populationAt, countAt, lowAt, sumAt, highAt } = this.exports;
    this.copiedSpikes = new Int32Array(buffer, spikesAt.value, this.atOnce * nNeurons);
    this.copiedRates = new Float32Array(buffer, ratesAt.value, this.atOnce * nNeurons);
    this.population = new Float32Array(buffer, populationAt.value, this.atOnce * 2);
    this.spikes = new Int32Array(buffer, countAt.value, nNeurons);
    this.low = new Float32Array(buffer, lowAt.value, nNeurons);
    this.sum = new Float64Array(buffer, sumAt.value, nNeurons);
    this.high = new Float32Array(buffer, highAt.value, nNeurons);
    this.clear();
  }

  add(spikes: Int32Array, rates: Float32Array, first: number, nBins: number, population: Float32Array): void {
    const n = this.nNeurons;
    for (let bin = 0; bin < nBins; bin += this.atOnce) {
      const bins = Math.min(this.atOnce, nBins - bin);
      const from = (first + bin) * n;
      this.copiedSpikes.set(spikes.subarray(from, from + bins * n));
      this.copiedRates.set(rates.subarray(from, from + bins * n));
      this.exports.add(bins);
      population.set(this.population.subarray(0, 2 * bins), 2 * bin);
    }
  }

  clear(): void {
    clearSums(this);
  }
}

/** The module, compiled once in a thread; null where the engine has no WebAssembly or lacks SIMD. */
let compiled: WebAssembly.Module | null | undefined;

export function sumsModule(): WebAssembly.Module | null {
  if (compiled === undefined) compiled = compile();
  return compiled;
}

function compile(): WebAssembly.Module | null {
  try {
    return new WebAssembly.Module(bytes);
  } catch {
    return null;
  }
}
