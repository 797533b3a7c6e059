import { existsSync } from "node:fs";
import { simulateToFolder } from "../simulation/simulate";
import { kernelThreads } from "../worker/kernel-threads";
import type { SimulationEvent, SimulationRequest } from "../simulation/messages";
import { simulationThread, startSimulation } from "../worker/simulation";
import type { Interrupt } from "./interrupt";

/** The bundles of the worker threads, as paths; one that is not there is done without. */
export interface ThreadBundles {
  /** Simulates a run. */
  readonly simulation: string;
  /** Helps a simulation. */
  readonly kernel: string;
}

/**
 * Carries out a run and tells all that happens; resolves when it is over. An interrupt stops it between two blocks of bins. It is armed
 * before anything is written, so that none leaves half a folder, and not before this thread can hear it: until then a signal ends the
 * process.
 */
export type CarryOut = (
  request: SimulationRequest,
  onEvent: (event: SimulationEvent) => void,
  interrupt: Interrupt,
) => Promise<void>;

/** In this thread, one after the other, with other threads to help. */
export function inThisThread({ kernel }: ThreadBundles): CarryOut {
  const spawn = kernelThreads(kernel);
  let last = Promise.resolve();
  return (request, onEvent, interrupt) => {
    const { signal } = interrupt;
    const mayWrite = (): boolean => {
      interrupt.arm();
      return !signal.aborted;
    };
    return (last = last.then(() => simulateToFolder(request, { onEvent, signal, mayWrite, spawn })));
  };
}

/**
 * In a thread of its own, so that several can go on at once, or `here` where the system refuses the thread; null where its bundle did not
 * come along.
 */
export function inOwnThread({ simulation: bundle }: ThreadBundles, here: CarryOut): CarryOut | null {
  if (!existsSync(bundle)) return null;
  return async (request, onEvent, interrupt) => {
    const thread = refusable(() => simulationThread(bundle));
    if (thread === null) return here(request, onEvent, interrupt);
    interrupt.arm();
    const simulation = startSimulation(
      request,
      (event) => {
        if (event.type === "need") simulation.proceed();
        onEvent(event);
      },
      thread,
    );
    const stop = (): void => simulation.stop();
    const { signal } = interrupt;
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
