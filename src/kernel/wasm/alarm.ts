/** How long a thread sleeps before it looks whether the others are still there, in milliseconds. */
const LOOK_MS = 200;
/**
 * How long nobody may have come to the barrier before whoever is waited for counts as gone, in milliseconds. A bin takes up to a second.
 */
export const PATIENCE_MS = 20_000;

const SILENT = 0;
const BEING_RAISED = 1;
const RAISED = 2;
/** Most characters of the reason that are kept. */
const LONGEST_REASON = 500;

/** A thread that is needed at the barrier will not come any more. */
export class ThreadLostError extends Error {
  override name = "ThreadLostError";

  constructor(reason: string) {
    super(`A thread that helped to simulate has stopped: ${reason}. A run with one thread does without it.`);
  }
}

/**
 * What threads tell each other when one of them stops, so that none waits for it for ever: every thread that sleeps looks here
 * now and then. Once raised it stays so.
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

  /** The first reason stays: what follows are its consequences. */
  raise(reason: string): void {
    if (Atomics.compareExchange(this.state, 0, SILENT, BEING_RAISED) !== SILENT) return;
    const kept = reason.slice(0, LONGEST_REASON);
    for (let i = 0; i < kept.length; i++) this.reason[i] = kept.charCodeAt(i);
    this.state[1] = kept.length;
    Atomics.store(this.state, 0, RAISED);
  }

  /**
   * The module's `sleep` (see assembly/imports.ts). It throws ThreadLostError once the alarm is raised, or where it is itself to
   * find out that another thread is gone: when it was not woken for `patienceMs`. That is counted in looks and not by the clock,
   * since a process that was suspended for an hour has waited in vain for one look only.
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
