import { join } from "node:path";
import { EXIT } from "./cli/exit-codes";
import { main } from "./cli/main";
import { shown } from "./cli/shown";
import { processTerminal } from "./cli/terminal";

const terminal = processTerminal();
const bundles = { simulation: join(__dirname, "simulation-worker.js"), kernel: join(__dirname, "kernel-thread.js") };
void main(process.argv.slice(2), terminal, bundles).then((code) => {
  const { failure } = terminal.out;
  if (failure !== null) terminal.err.write(shown`spikeloop: not all that was to be printed could be written: ${failure}\n`);
  process.exitCode = failure === null ? code : Math.max(code, EXIT.stoppedEarly);
});
