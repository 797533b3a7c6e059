import { join } from "node:path";
import { main } from "./cli/main";
import { processTerminal } from "./cli/terminal";

// Whoever reads our output may stop reading (`| head`); that is no error of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

const bundles = { simulation: join(__dirname, "simulation-worker.js"), kernel: join(__dirname, "kernel-thread.js") };
void main(process.argv.slice(2), processTerminal(), bundles).then((code) => {
  process.exitCode = code;
});
