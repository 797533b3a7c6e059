import { join } from "node:path";
import { isatty } from "node:tty";
import { EXIT } from "./cli/exit-codes";
import { main } from "./cli/main";
import { shown } from "./cli/shown";
import { processTerminal } from "./cli/terminal";

const terminals = [0, 1, 2].filter((descriptor) => isatty(descriptor));
const terminal = processTerminal();
const bundles = { simulation: join(__dirname, "simulation-worker.js"), kernel: join(__dirname, "kernel-thread.js") };
void main(process.argv.slice(2), terminal, bundles).then((code) => {
  const { failure } = terminal.out;
  if (failure !== null)
    terminal.err.write(shown`spikeloop: not all that was to be printed could be written: ${failure}\n`);
  process.exitCode = failure === null ? code : Math.max(code, EXIT.stoppedEarly);
  // The terminal was closed: Node would abort when it cannot give its settings back. Ended by the signal that tells of it, it does not try.
  if (terminals.some((descriptor) => !isatty(descriptor))) process.kill(process.pid, "SIGHUP");
});
