import type { Worker } from "node:worker_threads";
import { simulationThread } from "./start-simulation";

/** An unused thread is ended after this time. */
const KEPT_MS = 10 * 60_000;

/** Holds one warmed-up thread for the next simulation, since warming up takes longer than simulating a small network. */
export class WarmThread {
  private worker: Worker | null = null;
  private unused: NodeJS.Timeout | undefined;

  constructor(private readonly workerFile: string) {}

  /** Starts the thread if there is none. */
  prepare(): void {
    this.worker ??= this.start();
    clearTimeout(this.unused);
    this.unused = setTimeout(() => this.close(), KEPT_MS).unref();
  }

  /** The warmed-up thread, else a new one. */
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
    const worker = simulationThread(this.workerFile, { warmUp: true });
    const gone = (): void => {
      if (this.worker === worker) this.worker = null;
    };
    worker.on("error", gone).on("exit", gone).unref();
    return worker;
  }
}
