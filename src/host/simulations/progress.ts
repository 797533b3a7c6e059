import { Eta } from "../../protocol/eta";
import { progressText } from "../../protocol/progress";
import type { LiveRuns } from "./live-runs";
import { withProgress } from "../shared/messages";
import type { SimulationHandle } from "./manager";

/** A run shorter than this is over before a notification could be read. */
const SHOWN_AFTER_MS = 500;

/** Shows a notification with percentage, time left and Cancel for as long as simulations go on; Cancel stops all of them. */
export async function showProgress(shown: readonly SimulationHandle[], live: LiveRuns, title: string): Promise<void> {
  const several = shown.length === 1 ? null : new ProgressOfSeveral(shown, live);
  const over = Promise.all(shown.map(({ outcome }) => outcome)).then(() => true);
  const soon = new Promise<false>((resolve) => setTimeout(() => resolve(false), SHOWN_AFTER_MS));
  if (await Promise.race([over, soon])) return;
  await withProgress({ title, cancellable: true }, async (notification, token) => {
    token.onCancellationRequested(() => shown.forEach((simulation) => simulation.stop()));
    let percentShown = 0;
    const report = (): void => {
      const percent = several?.percent() ?? live.percentOf(shown[0]);
      notification.report({
        message: several?.text(percent) ?? live.textOf(shown[0]),
        increment: percent - percentShown,
      });
      percentShown = percent;
    };
    report();
    const listener = live.onDidPublish(report);
    await over;
    listener.dispose();
  });
}

/** How far several are together, each counted alike. */
export class ProgressOfSeveral {
  private readonly ended = new Set<SimulationHandle>();
  private readonly eta = new Eta();
  private readonly begin: number;

  /** `now` tells milliseconds. */
  constructor(
    private readonly simulations: readonly SimulationHandle[],
    private readonly live: Pick<LiveRuns, "percentOf">,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.begin = now();
    for (const simulation of simulations) void simulation.outcome.then(() => this.ended.add(simulation));
  }

  percent(): number {
    const each = this.simulations.map((one) => (this.ended.has(one) ? 100 : this.live.percentOf(one)));
    return each.reduce((sum, percent) => sum + percent, 0) / each.length;
  }

  /** `2 of 5 done, 43 % · ETA 12 s` */
  text(percent: number): string {
    const secondsLeft = this.eta.update(percent, (this.now() - this.begin) / 1000, 100);
    return `${this.ended.size} of ${this.simulations.length} done, ${progressText(percent, secondsLeft)}`;
  }
}
