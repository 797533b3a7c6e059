/** Milliseconds a waiting thread sleeps before it checks the alarm. */
const LOOK_MS = 200;
/**
 * Milliseconds without any arrival at the barrier after which the missing threads count as lost. A bin takes up to a
 * second.
 */
export const PATIENCE_MS = 20_000;

const SILENT = 0;
const BEING_RAISED = 1;
const RAISED = 2;
/** Maximum number of characters kept of the reason. */
const LONGEST_REASON = 500;

/** A thread that others wait for has stopped. */
export class ThreadLostError extends Error {
  override name = "ThreadLostError";

  constructor(reason: string) {
    super(`A thread that helped to simulate has stopped: ${reason}. A run with one thread does without it.`);
  }
}

/**
 * Shared flag that a thread has stopped, so that no other waits for it forever: sleeping threads check it regularly.
 * Once raised, it stays raised.
 */
export class Alarm {
  private readonly state: Int32Array;
  private readonly reason: Uint16Array;

  constructor(readonly shared: SharedArrayBuffer = new SharedArrayBuffer(8 + 2 * LONGEST_REASON)) {
    this.state = new Int32Array(shared, 0, 2);
    this.reason = new Uint16Array(shared, 8);
  }

  get isRaised(): boolean {
    return Atomics.load(this.state, 0) === RAISED;
  }

  /** Keeps the first reason: later ones are consequences of it. */
  raise(reason: string): void {
    if (Atomics.compareExchange(this.state, 0, SILENT, BEING_RAISED) !== SILENT) return;
    const kept = reason.slice(0, LONGEST_REASON);
    for (let i = 0; i < kept.length; i++) this.reason[i] = kept.charCodeAt(i);
    this.state[1] = kept.length;
    Atomics.store(this.state, 0, RAISED);
  }

  /**
   * The module's `sleep` (see assembly/imports.ts). Throws ThreadLostError once the alarm is raised, and raises it when
   * not woken for `patienceMs`. It counts its checks instead of reading the clock, because a suspended process must not
   * count its suspension as waiting.
   */
  sleeper(memory: WebAssembly.Memory, patienceMs = Infinity): (address: number, value: number) => void {
    let looks = 0;
    return (address, value) => {
      const woken = Atomics.wait(new Int32Array(memory.buffer), (address >>> 0) / 4, value, LOOK_MS) !== "timed-out";
      looks = woken ? 0 : looks + 1;
      if (!woken && looks * LOOK_MS >= patienceMs) this.raise(`it did not answer for ${patienceMs / 1000} s`);
      if (!woken && this.isRaised)
        throw new ThreadLostError(String.fromCharCode(...this.reason.subarray(0, this.state[1])));
    };
  }
}
