import { workerData } from "node:worker_threads";
import { runKernelThread } from "../kernel/wasm/thread";
import { lowerPriority } from "./lower-priority";
import type { KernelThreadData } from "./kernel-threads";

/** A worker thread that helps a kernel to simulate, until the kernel is closed. */
const start = workerData as KernelThreadData;
if (start.background === true) lowerPriority();
runKernelThread(start);
