import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { shareThreads } from "../worker/shares";
import type { SimulationRequest } from "../worker/messages";
import type { SimulateCommand } from "./arguments";
import { inOwnThread, inThisThread, type CarryOut, type ThreadBundles } from "./carry-out";
import type { ExitCode } from "./exit-codes";
import { stopOnInterrupt } from "./interrupt";
import { runNames } from "./names";
import { progressOfOne, progressOfSeveral } from "./progress";
import { Report } from "./report";
import { needOf, Room } from "./room";
import type { Terminal } from "./terminal";

/**
 * Simulates what is wanted: a lone run with several threads where that pays, several at once with one thread each. Returns the
 * exit code: of several the highest; an interrupt ends them all, and those that wait do not begin.
 */
export async function simulateRuns(command: SimulateCommand, terminal: Terminal, bundles: ThreadBundles): Promise<ExitCode> {
  const { runs, threads = availableParallelism() } = command;
  const names = runNames(runs);
  const progress = runs.length === 1 ? progressOfOne(terminal, names[0]) : progressOfSeveral(terminal, runs.length);
  const report = new Report(command, terminal, names, progress);
  const interrupt = stopOnInterrupt(() => report.stopping());
  const { carryOut, atOnce, each } = wayFor(runs.length, threads, bundles);
  const room = new Room();
  const queue = runs.entries();
  const takeFromQueue = async (): Promise<void> => {
    for (const [run, { config, overrides }] of queue) {
      const request: SimulationRequest = { configFile: resolve(config), overrides, outFolder: command.outFolder, threads: each };
      const leave = await room.enter(() => (atOnce > 1 ? needOf(request) : null));
      if (interrupt.signal.aborted) report.notBegun(run);
      else {
        await carryOut(request, (event) => {
          if (event.type === "started") interrupt.arm();
          report.hear(run, event);
        }, interrupt.signal);
        report.over(run);
      }
      leave();
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, takeFromQueue));
  } finally {
    interrupt.disarm();
  }
  return report.close();
}

function wayFor(runs: number, threads: number, bundles: ThreadBundles): { readonly carryOut: CarryOut; readonly atOnce: number; readonly each: number } {
  const shares = shareThreads(runs, threads);
  const own = shares.atOnce > 1 ? inOwnThread(bundles) : null;
  // One after the other, each of them is alone while it goes on.
  return own ? { carryOut: own, ...shares } : { carryOut: inThisThread(bundles), ...shareThreads(1, threads) };
}
