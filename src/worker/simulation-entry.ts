import { parentPort, workerData } from "node:worker_threads";
import { join } from "node:path";
import { simulateToFolder } from "../runs/simulate";
import { kernelThreads } from "./kernel-threads";
import type { SimulationControl, SimulationEvent, SimulationRequest, SimulationThreadData } from "./messages";
import { rehearse } from "./rehearsal";

/** A worker thread that runs one simulation: `begin` brings the request, events go out, `proceed` and `stop` come in. */
if (!parentPort) throw new Error("this is a worker thread's entry; start it with startSimulation");
const port = parentPort;
const abort = new AbortController();
const mayProceed = new Promise<boolean>((decide) => {
  port.on("message", (control: SimulationControl) => {
    if (control.type === "begin") return void simulate(control.request);
    if (control.type === "stop") abort.abort();
    decide(control.type === "proceed");
  });
});
if ((workerData as SimulationThreadData).rehearse) rehearse();

function simulate(request: SimulationRequest): Promise<void> {
  return simulateToFolder(request, {
    onEvent: (event: SimulationEvent) => port.postMessage(event),
    signal: abort.signal,
    mayProceed: () => mayProceed,
    spawn: kernelThreads(join(__dirname, "kernel-thread.js")),
  }).finally(() => port.close());
}
