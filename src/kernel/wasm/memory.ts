import { type HostFunctions, instantiate, type KernelExports } from "./module";
import type { KernelPlan } from "./plan";

const PAGE = 65536;
/** Neurons per tile: four SIMD registers of float32, a cache line. */
export const TILE = 16;

/** The exports that are addresses. */
type AddressOf<Exports> = { [K in keyof Exports]: Exports[K] extends WebAssembly.Global ? K : never }[keyof Exports];

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

/** A module's view of its memory, which is grown to `bytes`. */
export class ModuleMemory<Exports> {
  readonly floats: Float32Array;
  readonly ints: Int32Array;

  constructor(
    readonly exports: Exports,
    readonly shared: WebAssembly.Memory,
    bytes: number,
  ) {
    const missing = Math.ceil((bytes - shared.buffer.byteLength) / PAGE);
    if (missing > 0) shared.grow(missing);
    this.floats = new Float32Array(shared.buffer);
    this.ints = new Int32Array(shared.buffer);
  }

  /** The start of an array, as an index of `floats` and `ints`. */
  readonly at = (name: AddressOf<Exports>): number =>
    ((this.exports[name] as WebAssembly.Global<"i32">).value >>> 0) / 4;
}

/** One thread's instance of the fast kernel's module, and its view of the shared memory. */
export class KernelMemory extends ModuleMemory<KernelExports> {
  constructor(
    module: WebAssembly.Module,
    shared: WebAssembly.Memory,
    sizes: KernelSizes,
    plan: KernelPlan,
    host: HostFunctions,
    threads: number,
    thread: number,
  ) {
    const exports = instantiate(module, shared, host);
    const bytes = exports.place(
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
    super(exports, shared, bytes);
  }
}
