import { type HostFunctions, instantiate, type KernelExports } from "./module";
import type { KernelPlan } from "./plan";

const PAGE = 65536;
/** Neurons of a tile: four SIMD registers of float32, a cache line. */
export const TILE = 16;

type Address = {
  [K in keyof KernelExports]: KernelExports[K] extends WebAssembly.Global ? K : never;
}[keyof KernelExports];

/** The sizes of a problem that decide where things lie. */
export interface KernelSizes {
  readonly nNeurons: number;
  readonly windowSize: number;
  readonly nBasisFuncs: number;
  readonly nFeatures: number;
}

/** Most bytes that are kept for the next kernel. */
const MOST_SPARE = 64 * 2 ** 20;
let spare: WebAssembly.Memory | null = null;

/**
 * Memory for a kernel and its threads; that of the last kernel where it was given back: the pages of a new one take 28 ms with 1000
 * neurons.
 */
export function takeMemory(): WebAssembly.Memory {
  const memory = spare ?? new WebAssembly.Memory({ initial: 1, maximum: 65536, shared: true });
  spare = null;
  return memory;
}

/** Gives back the memory of a kernel that nobody uses any more. */
export function giveBack(memory: WebAssembly.Memory): void {
  if (memory.buffer.byteLength <= MOST_SPARE) spare = memory;
}

/** One thread's instance of the module, and its view of the memory that all threads share. */
export class KernelMemory {
  readonly exports: KernelExports;
  readonly floats: Float32Array;
  readonly ints: Int32Array;

  constructor(
    module: WebAssembly.Module,
    readonly shared: WebAssembly.Memory,
    sizes: KernelSizes,
    plan: KernelPlan,
    host: HostFunctions,
    threads: number,
    thread: number,
  ) {
    this.exports = instantiate(module, shared, host);
    const bytes = this.exports.place(
      sizes.nNeurons,
      sizes.windowSize,
      sizes.nBasisFuncs,
      sizes.nFeatures,
      plan.nSegments,
      plan.weights.length,
      plan.hasComplements,
      plan.scatterUpTo,
      plan.slide,
      plan.block,
      threads,
      thread,
    );
    const missing = Math.ceil((bytes - shared.buffer.byteLength) / PAGE);
    if (missing > 0) shared.grow(missing);
    this.floats = new Float32Array(shared.buffer);
    this.ints = new Int32Array(shared.buffer);
  }

  /** Where something begins, as an index of `floats` and `ints`. */
  readonly at = (name: Address): number => (this.exports[name].value >>> 0) / 4;
}
