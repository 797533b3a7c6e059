import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { Scheduler } from "../simulation/scheduler";
import { threadsWithinAddresses } from "../worker/addresses";
import type { SimulateCommand } from "./arguments";
import type { ExitCode } from "./exit-codes";
import { stopOnInterrupt } from "./interrupt";
import { runNames } from "./names";
import { progressOfOne, progressOfSeveral } from "./progress";
import { Report } from "./report";
import { inThisThread, OwnThreads, type ThreadBundles } from "./start";
import type { Terminal } from "./terminal";

/** Simulates runs and returns the highest exit code. An interrupt ends them all, and those that wait do not start. */
export async function simulateRuns(
  command: SimulateCommand,
  terminal: Terminal,
  bundles: ThreadBundles,
): Promise<ExitCode> {
  const { runs, outFolder } = command;
  const threads = Math.min(command.threads ?? availableParallelism(), threadsWithinAddresses());
  const names = runNames(runs);
  const progress = runs.length === 1 ? progressOfOne(terminal, names[0]) : progressOfSeveral(terminal, runs.length);
  const report = new Report(command, terminal, names, progress);
  const interrupt = stopOnInterrupt(() => {
    report.stopping();
    void scheduler.stopAll();
  });
  const here = inThisThread(bundles, interrupt);
  const own = new OwnThreads(bundles.simulation, here, interrupt);
  const scheduler = new Scheduler({
    threads: () => threads,
    start: runs.length > 1 && threads > 1 ? own.start : here,
  });
  const simulations = runs.map(({ config, overrides }, run) =>
    scheduler.schedule(
      { name: names[run], configFile: resolve(config), overrides, outFolder },
      { onEvent: (event) => report.onEvent(run, event) },
    ),
  );
  const over = simulations.map(({ outcome }, run) => outcome.then(() => report.over(run)));
  try {
    await Promise.all(over);
  } finally {
    interrupt.disarm();
    own.close();
  }
  return report.close();
}
