import { Worker } from "node:worker_threads";
import { markFailed } from "../runs/write/mark-failed";
import { STOPPED_BEFORE } from "../simulation/error-text";
import { Gate } from "../simulation/gate";
import type {
  SimulationControl,
  SimulationEvent,
  SimulationRequest,
  SimulationThreadData,
} from "../simulation/messages";

/** A simulation in a thread of its own. */
export interface RunningSimulation {
  /** Go on: the answer to the event `need`, without which nothing is run. */
  proceed(): void;
  /** Stop between two blocks of bins; what was done is kept. Before the run is begun, nothing is written and it ends at once. */
  stop(): void;
  /** Whether it is the only simulation: while it is not, it leaves the other cores to the others. */
  share(alone: boolean): void;
  /** Resolves when the thread has ended, after the last event; never rejects. */
  readonly done: Promise<void>;
}

/** A thread that waits for its simulation; one that rehearses meanwhile is quicker to begin it. */
export function simulationThread(workerFile: string, { rehearse = false } = {}): Worker {
  return new Worker(workerFile, {
    workerData: { rehearse } satisfies SimulationThreadData,
    name: "spikeloop simulation",
  });
}

/**
 * Starts a simulation in a worker thread from its bundle, or in one that waits for it. Whatever happens, the last event is `ended`,
 * `problems` or `refused`: a thread that throws or dies while it runs leaves a run marked `failed`, before that a refusal with the reason.
 */
export function startSimulation(
  request: SimulationRequest,
  onEvent: (event: SimulationEvent) => void,
  thread: string | Worker,
): RunningSimulation {
  const gate = new Gate();
  const worker = typeof thread === "string" ? simulationThread(thread) : thread;
  const send = (control: SimulationControl): void => worker.postMessage(control);
  let runFolder: string | null = null;
  let over = false;
  let reason = "the simulating thread ended unexpectedly";
  const tell = (event: SimulationEvent): void => {
    if (over) return;
    if (event.type === "started") ({ runFolder } = event);
    over ||= event.type === "ended" || event.type === "problems" || event.type === "refused";
    onEvent(event);
  };
  worker.on("message", tell);
  worker.on(
    "messageerror",
    (error) => (reason = `the simulating thread's message could not be read: ${error.message}`),
  );
  worker.on("error", (error) => (reason = reasonOf(error)));
  send({ type: "begin", request, gate: gate.shared });
  const done = new Promise<void>((resolve) => {
    worker.on("exit", (code) => {
      if (!over) tell(endOf(runFolder, code === 0 ? reason : `${reason} (exit code ${code})`));
      resolve();
    });
  });
  const stop = (): void => {
    if (over || !gate.stop()) return send({ type: "stop" });
    tell({ type: "refused", message: STOPPED_BEFORE });
    void worker.terminate();
  };
  return { proceed: () => send({ type: "proceed" }), stop, share: (alone) => send({ type: "share", alone }), done };
}

/** The last event of a thread that died. */
function endOf(runFolder: string | null, reason: string): SimulationEvent {
  if (runFolder === null) return { type: "refused", message: `The simulation could not be started: ${reason}.` };
  try {
    return {
      type: "ended",
      runFolder,
      manifest: markFailed(runFolder, `The simulation was interrupted: ${reason}. The bins that were done are kept.`),
    };
  } catch (error) {
    return {
      type: "refused",
      message: `The simulation was interrupted: ${reason}. ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

function reasonOf(error: unknown): string {
  if ((error as NodeJS.ErrnoException).code === "ERR_WORKER_OUT_OF_MEMORY")
    return "the simulating thread ran out of memory";
  return `the simulating thread failed: ${error instanceof Error ? error.message : String(error)}`;
}
