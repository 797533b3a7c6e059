const OPEN = 0;
const BEGUN = 1;
const STOPPED = 2;

/**
 * Settles which comes first: that a run begins to be written, or that it is stopped. The simulating thread hears messages only between
 * two pieces of work, and before the first bin one piece may take seconds: a run of which nothing is written is then simply abandoned.
 */
export class Gate {
  private readonly state: Int32Array;

  /** Over memory that both threads share. */
  constructor(readonly shared = new SharedArrayBuffer(4)) {
    this.state = new Int32Array(shared);
  }

  /** Asked by the simulating thread before it writes anything: whether it may. */
  begin(): boolean {
    return Atomics.compareExchange(this.state, 0, OPEN, BEGUN) !== STOPPED;
  }

  /** Asked by whoever stops a run: whether nothing is written, and nothing will be. */
  stop(): boolean {
    return Atomics.compareExchange(this.state, 0, OPEN, STOPPED) !== BEGUN;
  }
}
