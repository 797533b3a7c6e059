import { parentPort, workerData } from "node:worker_threads";
import { join } from "node:path";
import { simulateToFolder } from "../simulation/simulate";
import { Gate } from "../simulation/gate";
import { giveWay } from "./lower-priority";
import { kernelThreads } from "./kernel-threads";
import type {
  Admission,
  SimulationControl,
  SimulationEvent,
  SimulationIdle,
  SimulationStart,
  SimulationThreadData,
} from "../simulation/messages";
import { rehearse } from "../simulation/warm-up";

/** A run that is over by then is waited for; a longer one is followed, and what shows it needs the processor too. */
const LONG_MS = 500;

/** A worker thread that runs simulations in turn: `begin` brings a request, events go out, its admission, `share` and `stop` come in. */
if (!parentPort) throw new Error("this is a worker thread's entry; start it with startSimulation");
const port = parentPort;
let alone = true;
/** Of the simulation that goes on. */
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
if ((workerData as SimulationThreadData).rehearse) rehearse();

async function simulate({ request, gate: shared, keep }: SimulationStart): Promise<void> {
  const gate = new Gate(shared);
  abort = new AbortController();
  if (request.background === true) setTimeout(giveWay, LONG_MS);
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
