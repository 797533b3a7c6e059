import { Worker } from "node:worker_threads";
import { markFailed } from "../runs/write/mark-failed";
import { STOPPED_BEFORE } from "../simulation/error-text";
import { Gate } from "../simulation/gate";
import type {
  SimulationControl,
  SimulationEvent,
  SimulationIdle,
  SimulationRequest,
  SimulationThreadData,
} from "../simulation/messages";
import type { SimulationControls, StartHooks } from "../simulation/scheduler";

/** Callbacks of a simulation; without `admit` it is always admitted. */
export type ThreadHooks = Pick<StartHooks, "onEvent"> & Partial<StartHooks>;

/** Starts a thread for a simulation; with `warmUp` it compiles its code beforehand. */
export function simulationThread(workerFile: string, { warmUp = false } = {}): Worker {
  return new Worker(workerFile, {
    workerData: { warmUp } satisfies SimulationThreadData,
    name: "spikeloop simulation",
  });
}

/**
 * Starts a simulation in a worker thread, given as its bundle or already running. The last event is always `ended`, `problems` or
 * `refused`: a thread that throws or dies marks its run `failed`; before the run is started it refuses with the reason.
 * The thread ends with the simulation, unless `keep` takes it for the next one.
 */
export function startSimulation(
  request: SimulationRequest,
  { onEvent, admit = async () => ({ type: "admit" }) }: ThreadHooks,
  thread: string | Worker,
  keep?: (worker: Worker) => void,
): SimulationControls {
  const gate = new Gate();
  const worker = typeof thread === "string" ? simulationThread(thread) : thread;
  const send = (control: SimulationControl): void => worker.postMessage(control);
  let runFolder: string | null = null;
  let over = false;
  let reason = "the simulating thread ended unexpectedly";
  const emit = (event: SimulationEvent): void => {
    if (over) return;
    if (event.type === "started") ({ runFolder } = event);
    over ||= event.type === "ended" || event.type === "problems" || event.type === "refused";
    onEvent(event);
    if (event.type === "estimate") void admit(event.estimate).then(send);
  };
  const done = new Promise<void>((resolve) => {
    worker.on("message", (message: SimulationEvent | SimulationIdle) => {
      if (message.type !== "idle") return emit(message);
      for (const event of ["message", "messageerror", "error", "exit"]) worker.removeAllListeners(event);
      resolve();
      keep?.(worker);
    });
    worker.on("exit", (code) => {
      if (!over) emit(endOf(runFolder, code === 0 ? reason : `${reason} (exit code ${code})`));
      resolve();
    });
  });
  worker.on(
    "messageerror",
    (error) => (reason = `the simulating thread's message could not be read: ${error.message}`),
  );
  worker.on("error", (error) => (reason = reasonOf(error)));
  send({ type: "begin", request, gate: gate.shared, keep: keep !== undefined });
  const stop = (): void => {
    if (over) return;
    if (!gate.stop()) return send({ type: "stop" });
    emit({ type: "refused", message: STOPPED_BEFORE });
    void worker.terminate();
  };
  return { stop, share: (alone) => send({ type: "share", alone }), done };
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
