import { parentPort, workerData } from "node:worker_threads";
import { join } from "node:path";
import { simulateToFolder } from "../simulation/simulate";
import { Gate } from "../simulation/gate";
import { giveWay } from "./give-way";
import { kernelThreads } from "./kernel-threads";
import type { SimulationControl, SimulationEvent, SimulationStart, SimulationThreadData } from "../simulation/messages";
import { rehearse } from "../simulation/warm-up";

/** A run that is over by then is waited for; a longer one is followed, and what shows it needs the processor too. */
const LONG_MS = 500;

/** A worker thread that runs one simulation: `begin` brings the request, events go out, `proceed`, `share` and `stop` come in. */
if (!parentPort) throw new Error("this is a worker thread's entry; start it with startSimulation");
const port = parentPort;
const abort = new AbortController();
let alone = true;
const mayProceed = new Promise<boolean>((decide) => {
  port.on("message", (control: SimulationControl) => {
    switch (control.type) {
      case "begin":
        void simulate(control);
        break;
      case "share":
        ({ alone } = control);
        break;
      case "proceed":
        decide(true);
        break;
      case "stop":
        abort.abort();
        decide(false);
    }
  });
});
if ((workerData as SimulationThreadData).rehearse) rehearse();

function simulate({ request, gate: shared }: SimulationStart): Promise<void> {
  const gate = new Gate(shared);
  if (request.background === true) setTimeout(giveWay, LONG_MS);
  return simulateToFolder(request, {
    onEvent: (event: SimulationEvent) => port.postMessage(event),
    signal: abort.signal,
    mayProceed: () => mayProceed,
    mayHelp: () => alone,
    mayWrite: () => gate.begin(),
    spawn: kernelThreads(join(__dirname, "kernel-thread.js"), request.background),
  }).finally(() => port.close());
}
