import { join } from "node:path";
import { main } from "./cli/main";
import { processTerminal } from "./cli/terminal";
import { kernelThreads } from "./worker/kernel-threads";

// Whoever reads our output may stop reading (`| head`); that is no error of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

void main(process.argv.slice(2), processTerminal(), kernelThreads(join(__dirname, "kernel-thread.js"))).then((code) => {
  process.exitCode = code;
});
