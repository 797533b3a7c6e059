import { existsSync } from "node:fs";
import { simulateToFolder } from "../runs/simulate";
import { kernelThreads } from "../worker/kernel-threads";
import type { SimulationEvent, SimulationRequest } from "../worker/messages";
import { simulationThread, startSimulation } from "../worker/simulation";

/** The bundles of the worker threads, as paths; one that is not there is done without. */
export interface ThreadBundles {
  /** Simulates a run. */
  readonly simulation: string;
  /** Helps a simulation. */
  readonly kernel: string;
}

/** Carries out a run and tells all that happens; resolves when it is over. Aborting stops it between two blocks of bins. */
export type CarryOut = (request: SimulationRequest, onEvent: (event: SimulationEvent) => void, signal: AbortSignal) => Promise<void>;

/** In this thread, one after the other, with other threads to help. */
export function inThisThread({ kernel }: ThreadBundles): CarryOut {
  const spawn = kernelThreads(kernel);
  let last = Promise.resolve();
  return (request, onEvent, signal) => (last = last.then(() => simulateToFolder(request, { onEvent, signal, spawn })));
}

/** In a thread of its own, so that several can go on at once, or `here` where the system refuses the thread; null where its bundle did not come along. */
export function inOwnThread({ simulation: bundle }: ThreadBundles, here: CarryOut): CarryOut | null {
  if (!existsSync(bundle)) return null;
  return async (request, onEvent, signal) => {
    const thread = refusable(() => simulationThread(bundle));
    if (thread === null) return here(request, onEvent, signal);
    const simulation = startSimulation(request, (event) => {
      if (event.type === "need") simulation.proceed();
      onEvent(event);
    }, thread);
    const stop = (): void => simulation.stop();
    signal.addEventListener("abort", stop);
    await simulation.done.finally(() => signal.removeEventListener("abort", stop));
  };
}

/** What `make` makes; null where it throws. */
function refusable<T>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null;
  }
}
