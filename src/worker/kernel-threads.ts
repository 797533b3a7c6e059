import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import type { SpawnThread } from "../kernel/types";
import { Alarm } from "../kernel/wasm/alarm";
import type { ThreadStart } from "../kernel/wasm/thread";

/** What a thread that helps a kernel is started with. */
export interface KernelThreadData extends ThreadStart {
  /** Whether it lets others go first. */
  readonly background?: boolean;
}

/**
 * Starts threads from the bundle of kernel-thread-entry.ts; undefined where that did not come along. They never keep a process
 * alive. One that cannot start, or ends before its time, is not missed: the kernel works alone until all have reported, and when
 * one is gone.
 */
export function kernelThreads(bundle: string, background = false): SpawnThread | undefined {
  if (!existsSync(bundle)) return undefined;
  return (message) => {
    const start = message as ThreadStart;
    const { alarm } = start;
    try {
      const worker = new Worker(bundle, {
        workerData: { ...start, background } satisfies KernelThreadData,
        name: "spikeloop kernel",
      });
      worker.on("error", () => undefined);
      worker.on("exit", () => new Alarm(alarm).raise("it ended unexpectedly"));
      worker.unref();
    } catch {
      // The system has no thread or no memory left for it.
      new Alarm(alarm).raise("it could not be started");
    }
  };
}
