import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import type { SpawnThread } from "../kernel/types";
import { Alarm } from "../kernel/wasm/alarm";
import type { ThreadStart } from "../kernel/wasm/thread";

/** The `workerData` of a kernel's helper thread. */
export interface KernelThreadData extends ThreadStart {
  /** Whether it runs at a lower priority. */
  readonly background?: boolean;
}

/**
 * Starts threads from the bundle of kernel-thread-entry.ts; undefined if that is missing. They do not keep the process alive.
 * The kernel works alone until all have reported, and again when one is gone, so that a thread may fail to start or die.
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
      // No thread or memory left.
      new Alarm(alarm).raise("it could not be started");
    }
  };
}
