import type { FeedforwardSource, Key, RecurrentGlm } from "../model/types";

/** What a kernel runs: a checked model, a key, and input for as many bins as are asked of it. */
export interface KernelProblem {
  readonly model: RecurrentGlm;
  readonly key: Key;
  readonly feedforward: FeedforwardSource | null;
}

/** A rate that nothing may be drawn from: NaN, negative, infinite or above RATE_LIMIT. */
export interface Divergence {
  readonly bin: number;
  readonly neuron: number;
  readonly rate: number;
}

/** Highest rate (counts per bin) that is drawn from. */
export { HIGHEST_RATE as RATE_LIMIT } from "../random/poisson";

/** Everything a kernel needs to go on: the next bin and the input already committed to the W bins from it on. */
export interface KernelState {
  readonly bin: number;
  /** (W, N) float64 as it is summed, so that going on is exact; row w: what past counts add to eta of bin `bin + w`. */
  readonly committed: Float64Array;
}

/** How far a call of `advance` came: all of the bins, unless a rate diverged. */
export interface Advance {
  readonly binsDone: number;
  readonly divergence: Divergence | null;
}

/** Projected through the coupling and convolved with the basis; scattered through filters; whichever is cheaper in a bin. */
export type Strategy = "project" | "scatter" | "mixed";

/** A running simulation. Spikes and rates are the same whatever the sizes of the blocks it is asked for. */
export interface Kernel {
  readonly name: string;
  /** How spikes reach the bins after them; with `name` it fixes the order of summation, and so every bit of the rates. */
  readonly strategy: Strategy;
  /** Threads it uses, itself among them. */
  readonly threads: number;
  /** The bin that comes next. */
  readonly bin: number;
  /**
   * Simulates the next `nBins` bins into `spikes` and `rates`, both (nBins, N) in C order.
   * On divergence the rows before it are filled, and the row of the diverging bin holds its rates (its spikes are not drawn).
   */
  advance(nBins: number, spikes: Int32Array, rates: Float32Array): Advance;
  state(): KernelState;
  /** Gives back what the kernel holds, its threads among it; it cannot go on afterwards. */
  close?(): void;
}

/** Starts a thread that calls `runKernelThread` of wasm/thread.ts with this. Handed in, since this room knows no Node. */
export type SpawnThread = (start: unknown) => void;

/** How many threads a kernel may use, itself among them. Its spikes and rates do not depend on it. */
export interface KernelThreads {
  readonly count: number;
  readonly spawn: SpawnThread;
  /** To use them also where they turn out slower than one, for measuring. */
  readonly always?: boolean;
  /** Whether they may be used now, asked before each block: simulations that go on at once share the cores. Always, when left out. */
  mayHelp?(): boolean;
  /** How long nothing may be heard of a thread that is waited for, in milliseconds, before `advance` throws; for tests. */
  readonly patienceMs?: number;
}

export type CreateKernel = (problem: KernelProblem, state?: KernelState, threads?: KernelThreads) => Kernel;
