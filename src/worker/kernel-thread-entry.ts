import { workerData } from "node:worker_threads";
import { runKernelThread, type ThreadStart } from "../kernel/wasm/thread";

/** A worker thread that helps a kernel to simulate, until the kernel is closed. */
runKernelThread(workerData as ThreadStart);
