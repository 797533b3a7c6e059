import { parentPort, workerData } from "node:worker_threads";
import { join } from "node:path";
import { simulateToFolder } from "../runs/simulate";
import { Gate } from "./gate";
import { kernelThreads } from "./kernel-threads";
import type { SimulationControl, SimulationEvent, SimulationStart } from "./messages";

/** A worker thread that runs one simulation: the request comes with the start, events go out, `proceed`, `share` and `stop` come in. */
if (!parentPort) throw new Error("this is a worker thread's entry; start it with startSimulation");
const port = parentPort;
const { request, gate: shared } = workerData as SimulationStart;
const gate = new Gate(shared);
const abort = new AbortController();
let alone = true;
const mayProceed = new Promise<boolean>((decide) => {
  port.on("message", (control: SimulationControl) => {
    if (control.type === "share") ({ alone } = control);
    else decide(control.type === "proceed");
    if (control.type === "stop") abort.abort();
  });
});

void simulateToFolder(request, {
  onEvent: (event: SimulationEvent) => port.postMessage(event),
  signal: abort.signal,
  mayProceed: () => mayProceed,
  mayHelp: () => alone,
  mayWrite: () => gate.begin(),
  spawn: kernelThreads(join(__dirname, "kernel-thread.js")),
}).finally(() => port.close());
