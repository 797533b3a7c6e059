/** How threads are shared out among simulations that are wanted at the same time. */
export interface Shares {
  /** Simulations that go on at once; more wait for their turn. */
  readonly atOnce: number;
  /** Threads that each of them may use, itself among them. */
  readonly each: number;
}

/**
 * A lone simulation may use all threads (it takes as many as make it faster). Several go on at once with one thread each, since
 * they need not wait for each other as the threads of one have to in every bin.
 */
export function shareThreads(simulations: number, threads: number): Shares {
  return simulations <= 1 ? { atOnce: 1, each: threads } : { atOnce: Math.min(simulations, threads), each: 1 };
}
