import { version } from "../../package.json";
import { parseCommand, type Command } from "./arguments";
import type { ThreadBundles } from "./start";
import { checkConfigs } from "./check";
import { EXIT, type ExitCode } from "./exit-codes";
import { exportToFiles } from "./export";
import { HELP } from "./help";
import { writeHelper } from "./helper";
import { importFit } from "./import";
import { UsageError } from "./options";
import { shown } from "./shown";
import { simulateRuns } from "./simulate";
import type { Terminal } from "./terminal";

/** Does what the arguments (without the program's name) ask for. Returns the exit code. */
export async function main(args: readonly string[], terminal: Terminal, bundles: ThreadBundles): Promise<ExitCode> {
  let command: Command;
  try {
    command = parseCommand(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.err.write(shown`spikeloop: ${error.message}\nspikeloop --help says more.\n`);
    return EXIT.badConfigOrUsage;
  }
  switch (command.kind) {
    case "help":
      terminal.out.write(HELP);
      return EXIT.finished;
    case "version":
      terminal.out.write(shown`${version}\n`);
      return EXIT.finished;
    case "check":
      return checkConfigs(command, terminal);
    case "export":
      return exportToFiles(command, terminal);
    case "helper":
      return writeHelper(command, terminal);
    case "import":
      return importFit(command, terminal);
    case "simulate":
      return simulateRuns(command, terminal, bundles);
  }
}
