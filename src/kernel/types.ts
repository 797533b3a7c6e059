import type { FeedforwardSource, Key, RecurrentGlm } from "../model/types";

/** Whose order of float32 additions: NeMoS' on x86-64 CPUs with AVX-512, or with AVX2 only. */
export type NemosOrder = "avx512" | "avx2";

/** What rates in NeMoS' order promise: its bits, or only as good an agreement as any order gives. */
export type Promised = "bitwise" | "same-spikes-expected";

/** What a kernel simulates: a checked model, a key, and the feedforward input. */
export interface KernelProblem {
  readonly model: RecurrentGlm;
  readonly key: Key;
  readonly feedforward: FeedforwardSource | null;
  /** Adds in NeMoS' order for such CPUs; in the order that is fastest, when left out. */
  readonly order?: NemosOrder | null;
}

/** A rate that cannot be drawn from: NaN, negative, infinite or above RATE_LIMIT. */
export interface Divergence {
  readonly bin: number;
  readonly neuron: number;
  readonly rate: number;
}

/** Highest rate (counts per bin) that can be drawn from. */
export { HIGHEST_RATE as RATE_LIMIT } from "../random/poisson";

/** Everything needed to continue: the next bin, and the effect of past counts on the W bins from it on. */
export interface KernelState {
  readonly bin: number;
  /**
   * (W, N), float64 as summed, so that continuing is exact; row w: effect of past counts on eta of bin `bin + w`.
   * In NeMoS' order: the counts of the last W bins, the oldest first.
   */
  readonly committed: Float64Array;
}

/** How many bins `advance` did: all of them, unless a rate diverged. */
export interface Advance {
  readonly binsDone: number;
  readonly divergence: Divergence | null;
}

/**
 * Project through the coupling, then convolve with the basis; scatter through filters; the cheaper of the two in each
 * bin; or convolve, then multiply with the coupling, in NeMoS' order.
 */
export type Strategy = "project" | "scatter" | "mixed" | "nemos";

/** A simulation in progress. Spikes and rates do not depend on the block sizes requested. */
export interface Kernel {
  readonly name: string;
  /** How spikes are coupled to later bins; with `name` it fixes the order of summation, and so every bit of the rates. */
  readonly strategy: Strategy;
  /** Whose order it adds in, and what that promises; of the strategy `nemos` only. */
  readonly order?: NemosOrder;
  readonly promise?: Promised;
  /** Threads in use, including the caller's. */
  readonly threads: number;
  /** The next bin. */
  readonly bin: number;
  /**
   * Simulates the next `nBins` bins into `spikes` and `rates`, both (nBins, N) in C order.
   * On divergence the rows before it are filled, and the row of the diverging bin holds its rates (its spikes are not drawn).
   */
  advance(nBins: number, spikes: Int32Array, rates: Float32Array): Advance;
  state(): KernelState;
  /** Releases the kernel's memory and threads; it cannot continue afterwards. */
  close?(): void;
}

/**
 * Starts a thread that calls `runKernelThread` of wasm/thread.ts with `start`. Passed in, because the kernel does not
 * depend on Node.
 */
export type SpawnThread = (start: unknown) => void;

/** How many threads a kernel may use, including the caller's. Spikes and rates do not depend on it. */
export interface KernelThreads {
  readonly count: number;
  readonly spawn: SpawnThread;
  /** Uses them even where they are slower than one thread, for measuring. */
  readonly always?: boolean;
  /** Whether they may be used now, asked before each block: concurrent simulations share the cores. Default: always. */
  mayHelp?(): boolean;
  /** Milliseconds without a sign of a thread until `advance` throws; for tests. */
  readonly patienceMs?: number;
}

/** Creates a kernel at the problem's first bin, or at the bin of `state`. */
export type CreateKernel = (problem: KernelProblem, state?: KernelState, threads?: KernelThreads) => Kernel;
