const OPEN = 0;
const BEGUN = 1;
const STOPPED = 2;

/** Decides whether a run is written or stopped first, since the simulating thread handles no messages while it prepares. */
export class Gate {
  private readonly state: Int32Array;

  /** `shared`: memory of both threads. */
  constructor(readonly shared = new SharedArrayBuffer(4)) {
    this.state = new Int32Array(shared);
  }

  /** Called by the simulating thread before it writes anything; returns whether it may. */
  begin(): boolean {
    return Atomics.compareExchange(this.state, 0, OPEN, BEGUN) !== STOPPED;
  }

  /** Called to stop a run; returns whether nothing was or will be written. */
  stop(): boolean {
    return Atomics.compareExchange(this.state, 0, OPEN, STOPPED) !== BEGUN;
  }
}
