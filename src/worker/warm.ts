import type { Worker } from "node:worker_threads";
import { simulationThread } from "./start-simulation";

/** A thread that was not used for so long is ended. */
const KEPT_MS = 10 * 60_000;

/**
 * Holds at most one thread for the next simulation, which has read its code and rehearsed by then: that takes longer than simulating
 * a small network.
 */
export class WarmThread {
  private worker: Worker | null = null;
  private unused: NodeJS.Timeout | undefined;

  constructor(private readonly workerFile: string) {}

  /** Starts the thread, unless there is one. */
  prepare(): void {
    this.worker ??= this.start();
    clearTimeout(this.unused);
    this.unused = setTimeout(() => this.close(), KEPT_MS).unref();
  }

  /** The thread that waits, else a new one. */
  take(): Worker {
    const worker = this.worker ?? simulationThread(this.workerFile);
    this.worker = null;
    worker.removeAllListeners().ref();
    return worker;
  }

  close(): void {
    clearTimeout(this.unused);
    void this.worker?.terminate();
    this.worker = null;
  }

  private start(): Worker {
    const worker = simulationThread(this.workerFile, { rehearse: true });
    const gone = (): void => {
      if (this.worker === worker) this.worker = null;
    };
    worker.on("error", gone).on("exit", gone).unref();
    return worker;
  }
}
