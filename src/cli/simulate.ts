import { basename, resolve } from "node:path";
import { problemText } from "../config/problems";
import type { SpawnThread } from "../kernel/types";
import { simulateToFolder } from "../runs/simulate";
import type { SimulationEvent } from "../worker/messages";
import type { SimulateCommand } from "./arguments";
import { EXIT, type ExitCode } from "./exit-codes";
import { stopOnInterrupt } from "./interrupt";
import { Progress } from "./progress";
import { summaryText } from "./summary";
import { shownPath, type Terminal } from "./terminal";

/** Simulates configs one after the other, with threads where it is told how to start them. Returns the exit code: of several the gravest; an interrupt ends them all. */
export async function simulateConfigs(command: SimulateCommand, terminal: Terminal, spawn?: SpawnThread): Promise<ExitCode> {
  let worst: ExitCode = EXIT.finished;
  for (const config of command.configs) {
    const code = await simulateConfig(config, command, terminal, spawn);
    if (code === EXIT.interrupted) return code;
    worst = code > worst ? code : worst;
  }
  return worst;
}

async function simulateConfig(config: string, command: SimulateCommand, terminal: Terminal, spawn?: SpawnThread): Promise<ExitCode> {
  const name = basename(config).replace(/(\.glm)?\.jsonc?$/i, "");
  const progress = new Progress(terminal, name);
  const interrupt = stopOnInterrupt(() => {
    progress.clear();
    terminal.err.write("Stopping after this block of bins; what was simulated is kept. Ctrl-C again quits at once.\n");
  });
  let code: ExitCode = EXIT.stoppedEarly;
  const onEvent = (event: SimulationEvent): void => {
    switch (event.type) {
      case "need":
        break;
      case "started":
        interrupt.arm();
        break;
      case "progress":
        if (!command.quiet && !interrupt.signal.aborted) progress.show(event.manifest);
        break;
      case "ended":
        progress.clear();
        code = tellEnd(event, name, command, terminal);
        break;
      case "problems":
        for (const problem of event.problems) terminal.err.write(`${problemText({ ...problem, file: shownPath(problem.file) })}\n`);
        code = EXIT.badConfigOrUsage;
        break;
      case "refused":
        terminal.err.write(`${name}: not simulated: ${event.message}\n`);
    }
  };
  try {
    const { overrides, outFolder } = command;
    await simulateToFolder({ configFile: resolve(config), overrides, outFolder }, { onEvent, signal: interrupt.signal, spawn });
  } finally {
    interrupt.disarm();
  }
  return code;
}

function tellEnd({ manifest, runFolder }: Extract<SimulationEvent, { type: "ended" }>, name: string, { json, quiet }: SimulateCommand, terminal: Terminal): ExitCode {
  if (json) terminal.out.write(`${JSON.stringify({ ...manifest, run: runFolder })}\n`);
  else if (!quiet) terminal.out.write(summaryText(terminal, name, runFolder, manifest));
  if (manifest.error) terminal.err.write(`${name}: ${manifest.status}: ${manifest.error.message}\n`);
  if (manifest.status === "finished") return EXIT.finished;
  return manifest.status === "cancelled" ? EXIT.interrupted : EXIT.stoppedEarly;
}
