import { existsSync } from "node:fs";
import type { Worker } from "node:worker_threads";
import type { StartSimulation } from "../simulation/scheduler";
import { simulateToFolder } from "../simulation/simulate";
import { kernelThreads } from "../worker/kernel-threads";
import { simulationThread, startSimulation } from "../worker/start-simulation";
import type { Interrupt } from "./interrupt";

/** The bundles of the worker threads, as paths; one that is not there is done without. */
export interface ThreadBundles {
  /** Simulates runs. */
  readonly simulation: string;
  /** Helps a simulation. */
  readonly kernel: string;
}

/**
 * Simulates in this thread, one run after the other, with other threads to help. The interrupt is armed before anything is written, so that
 * none leaves half a folder, and not before this thread can hear it: until then a signal ends the process.
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

/** Simulates in threads of their own, which are used again, so that several runs go on at once. */
export class OwnThreads {
  private readonly idle = new Set<Worker>();

  /** `here`: what is done where the system refuses a thread. */
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
    try {
      return existsSync(this.bundle) ? simulationThread(this.bundle) : null;
    } catch {
      return null;
    }
  }

  private keep(worker: Worker): void {
    this.idle.add(worker);
    worker.on("exit", () => this.idle.delete(worker));
  }
}
