/** How threads are shared out among simulations that are wanted at the same time. */
export interface Shares {
  /** Simulations that go on at once; more wait for their turn. */
  readonly atOnce: number;
  /** Threads that each of them may use, itself among them. */
  readonly each: number;
}

/** Neuron-bins that take as long to simulate as a thread takes to start. */
const WORTH_OWN_THREAD = 2e6;

/** Whether a run of several is better simulated in a thread of its own than in the one that is there. */
export function isWorthOwnThread(nNeurons: number, nTimeBins: number): boolean {
  return nNeurons * nTimeBins >= WORTH_OWN_THREAD;
}

/**
 * A lone simulation may use all threads (it takes as many as make it faster). Several go on at once with one thread each, since
 * they need not wait for each other as the threads of one have to in every bin.
 */
export function shareThreads(simulations: number, threads: number): Shares {
  return simulations <= 1 ? { atOnce: 1, each: threads } : { atOnce: Math.min(simulations, threads), each: 1 };
}
