import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import type { SimulationRequest } from "../simulation/messages";
import { threadsWithinAddresses } from "../worker/addresses";
import { needOf } from "../simulation/need-of";
import { Room } from "../simulation/admission";
import { isWorthOwnThread, shareThreads } from "../simulation/shares";
import type { SimulateCommand } from "./arguments";
import { inOwnThread, inThisThread, type ThreadBundles } from "./carry-out";
import type { ExitCode } from "./exit-codes";
import { stopOnInterrupt } from "./interrupt";
import { runNames } from "./names";
import { progressOfOne, progressOfSeveral } from "./progress";
import { Report } from "./report";
import type { Terminal } from "./terminal";

/**
 * Simulates what is wanted: a lone run with several threads where that pays, several at once with one thread each. Returns the
 * exit code: of several the highest; an interrupt ends them all, and those that wait do not begin.
 */
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
  const interrupt = stopOnInterrupt(() => report.stopping());
  const here = inThisThread(bundles);
  const own = shareThreads(runs.length, threads).atOnce > 1 ? inOwnThread(bundles, here) : null;
  // One after the other, each is alone while it goes on.
  const { atOnce, each } = shareThreads(own ? runs.length : 1, threads);
  const room = new Room();

  const simulate = async (run: number): Promise<void> => {
    const { config, overrides } = runs[run];
    const request: SimulationRequest = { configFile: resolve(config), overrides, outFolder, threads: each };
    const { need, leave } = await room.enter(() => (own ? needOf(request) : undefined));
    if (interrupt.signal.aborted) report.notBegun(run);
    else {
      const carryOut = own && need && isWorthOwnThread(need.nNeurons, need.nTimeBins) ? own : here;
      await carryOut(request, (event) => report.hear(run, event), interrupt);
      report.over(run);
    }
    leave();
  };

  const queue = runs.keys();
  const simulateFromQueue = async (): Promise<void> => {
    for (const run of queue) await simulate(run);
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, simulateFromQueue));
  } finally {
    interrupt.disarm();
  }
  return report.close();
}
