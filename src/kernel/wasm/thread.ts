import type { Key } from "../../model/types";
import { type InverseLinkName, LINKS } from "../../model/links";
import { Alarm } from "./alarm";
import { ExactDraws, ratesFromRing } from "./exact";
import { KernelMemory, type KernelSizes } from "./memory";
import type { KernelPlan } from "./plan";

/** What a helper thread needs to start. */
export interface ThreadStart {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly sizes: KernelSizes;
  readonly plan: KernelPlan;
  readonly inverseLink: InverseLinkName;
  readonly key: Key;
  /** Number of threads, and the index of this one, from 1. */
  readonly threads: number;
  readonly thread: number;
  /** Memory of the `Alarm`, in case one of the threads stops. */
  readonly alarm: SharedArrayBuffer;
}

/**
 * Simulates this thread's neurons, block by block, until the kernel is closed. Reports an error to the other threads,
 * then throws it.
 */
export function runKernelThread(start: ThreadStart): void {
  const alarm = new Alarm(start.alarm);
  try {
    help(start, alarm);
  } catch (error) {
    alarm.raise(error instanceof Error ? error.message : String(error));
    throw error;
  }
}

function help(
  { module, memory: shared, sizes, plan, inverseLink, key, threads, thread }: ThreadStart,
  alarm: Alarm,
): void {
  const memoryOf = (): KernelMemory => memory;
  const exact = new ExactDraws(memoryOf, sizes.nNeurons, ratesFromRing(memoryOf, sizes.nNeurons, inverseLink));
  const memory: KernelMemory = new KernelMemory(
    module,
    shared,
    sizes,
    plan,
    { ...exact.host, sleep: alarm.sleeper(shared) },
    threads,
    thread,
  );
  const link = LINKS[inverseLink].wasm;
  memory.exports.report();
  let more = 1;
  while (more !== 0) more = memory.exports.help(link, key[0], key[1]);
}
