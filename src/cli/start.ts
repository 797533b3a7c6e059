import { existsSync } from "node:fs";
import type { Worker } from "node:worker_threads";
import { tolerate } from "../files/attempt";
import type { StartSimulation } from "../simulation/scheduler";
import { simulateToFolder } from "../simulation/simulate";
import { kernelThreads } from "../worker/kernel-threads";
import { simulationThread, startSimulation } from "../worker/start-simulation";
import type { Interrupt } from "./interrupt";

/** Paths of the worker threads' bundles. A missing one is not used. */
export interface ThreadBundles {
  /** Simulates runs. */
  readonly simulation: string;
  /** Helps a simulation. */
  readonly kernel: string;
}

/**
 * Simulates in this thread, one run after the other, with helper threads. The interrupt is armed just before anything is written, so that
 * no partial folder is left. Until then this thread could not handle a signal, which ends the process.
 */
export function inThisThread({ kernel }: ThreadBundles, interrupt: Interrupt): StartSimulation {
  const spawn = kernelThreads(kernel);
  let last = Promise.resolve();
  return (request, hooks) => {
    const abort = new AbortController();
    const { signal } = abort;
    const mayWrite = (): boolean => {
      interrupt.arm();
      return !signal.aborted;
    };
    const simulate = (): Promise<void> => simulateToFolder(request, { ...hooks, signal, mayWrite, spawn });
    last = last.then(simulate);
    return { stop: () => abort.abort(), share: () => undefined, done: last };
  };
}

/** Simulates each run in a worker thread, so that several run at once. Threads are reused. */
export class OwnThreads {
  private readonly idle = new Set<Worker>();

  /** `here` is used where the system refuses a thread. */
  constructor(
    private readonly bundle: string,
    private readonly here: StartSimulation,
    private readonly interrupt: Interrupt,
  ) {}

  readonly start: StartSimulation = (request, hooks) => {
    const thread = this.take();
    if (thread === null) return this.here(request, hooks);
    this.interrupt.arm();
    return startSimulation(request, hooks, thread, (worker) => this.keep(worker));
  };

  close(): void {
    for (const worker of this.idle) void worker.terminate();
  }

  private take(): Worker | null {
    for (const worker of this.idle) {
      this.idle.delete(worker);
      return worker;
    }
    return tolerate(() => (existsSync(this.bundle) ? simulationThread(this.bundle) : null));
  }

  private keep(worker: Worker): void {
    this.idle.add(worker);
    worker.on("exit", () => this.idle.delete(worker));
  }
}
