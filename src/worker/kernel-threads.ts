import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import type { SpawnThread } from "../kernel/types";

/**
 * Starts threads from the bundle of kernel-thread-entry.ts; undefined where that did not come along. They never keep a process
 * alive, and one that cannot start is not missed: until all have reported, the kernel works alone.
 */
export function kernelThreads(bundle: string): SpawnThread | undefined {
  if (!existsSync(bundle)) return undefined;
  return (start) => new Worker(bundle, { workerData: start, name: "spikeloop kernel" }).on("error", () => undefined).unref();
}
