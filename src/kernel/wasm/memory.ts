import { type HostFunctions, instantiate, type KernelExports } from "./module";
import type { KernelPlan } from "./plan";

const PAGE = 65536;
/** Neurons per tile: four SIMD registers of float32, a cache line. */
export const TILE = 16;

type Address = {
  [K in keyof KernelExports]: KernelExports[K] extends WebAssembly.Global ? K : never;
}[keyof KernelExports];

/** The problem's sizes, which determine the memory layout. */
export interface KernelSizes {
  readonly nNeurons: number;
  readonly windowSize: number;
  readonly nBasisFuncs: number;
  readonly nFeatures: number;
}

/** Maximum number of bytes kept for the next kernel. */
const MOST_SPARE = 64 * 2 ** 20;
let spare: WebAssembly.Memory | null = null;

/** Memory for a kernel and its threads. Reuses the last kernel's if released, because fresh pages are slow to touch. */
export function takeMemory(): WebAssembly.Memory {
  const memory = spare ?? new WebAssembly.Memory({ initial: 1, maximum: 65536, shared: true });
  spare = null;
  return memory;
}

/** Releases the memory of a kernel that is no longer used. */
export function giveBack(memory: WebAssembly.Memory): void {
  if (memory.buffer.byteLength <= MOST_SPARE) spare = memory;
}

/** One thread's instance of the module, and its view of the shared memory. */
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

  /** The start of an array, as an index of `floats` and `ints`. */
  readonly at = (name: Address): number => (this.exports[name].value >>> 0) / 4;
}
