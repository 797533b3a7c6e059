import { parentPort, workerData } from "node:worker_threads";
import { join } from "node:path";
import { simulateToFolder } from "../simulation/simulate";
import { Gate } from "../simulation/gate";
import { lowerPriority } from "./lower-priority";
import { kernelThreads } from "./kernel-threads";
import type {
  Admission,
  SimulationControl,
  SimulationEvent,
  SimulationIdle,
  SimulationStart,
  SimulationThreadData,
} from "../simulation/messages";
import { warmUp } from "../simulation/warm-up";

/** From then on a run is shown while it goes on, so that it leaves processor time to the views. */
const LONG_RUN_MS = 500;

/** A worker thread that runs one simulation after the other: `begin` brings a request; then come its admission, `share` and `stop`. */
if (!parentPort) throw new Error("this is a worker thread's entry; start it with startSimulation");
const port = parentPort;
let alone = true;
/** Of the current simulation. */
let abort = new AbortController();
let answer: (admission: Admission) => void = () => undefined;
port.on("message", (control: SimulationControl) => {
  switch (control.type) {
    case "begin":
      void simulate(control);
      break;
    case "share":
      ({ alone } = control);
      break;
    case "stop":
      abort.abort();
      answer({ type: "decline" });
      break;
    default:
      answer(control);
  }
});
if ((workerData as SimulationThreadData).warmUp) warmUp();

async function simulate({ request, gate: shared, keep }: SimulationStart): Promise<void> {
  const gate = new Gate(shared);
  abort = new AbortController();
  if (request.background === true) setTimeout(lowerPriority, LONG_RUN_MS);
  await simulateToFolder(request, {
    onEvent: (event: SimulationEvent) => port.postMessage(event),
    signal: abort.signal,
    admit: () => new Promise((resolve) => (answer = resolve)),
    mayHelp: () => alone,
    mayWrite: () => gate.begin(),
    spawn: kernelThreads(join(__dirname, "kernel-thread.js"), request.background),
  });
  if (keep) port.postMessage({ type: "idle" } satisfies SimulationIdle);
  else port.close();
}
