import { Eta } from "../protocol/eta";
import { duration } from "../protocol/numbers";
import { withProgress } from "./messages";
import type { Simulation, Simulations } from "./running";

/** A run shorter than this is over before a notification could be read. */
const SHOWN_AFTER_MS = 500;

/** `43 % · ETA 12 s`: how far a simulation is. */
export function progressText({ manifest, secondsLeft }: Simulation): string {
  return manifest === null ? "waiting to start" : percentText(percentDone(manifest), secondsLeft);
}

/** Shows a notification with percentage, time left and Cancel for as long as simulations go on; Cancel stops all of them. */
export async function showProgress(shown: readonly Simulation[], simulations: Simulations, title: string): Promise<void> {
  const progress = shown.length === 1 ? new ProgressOfOne(shown[0]) : new ProgressOfSeveral(shown);
  const over = Promise.all(shown.map(({ outcome }) => outcome)).then(() => true);
  const soon = new Promise<false>((resolve) => setTimeout(() => resolve(false), SHOWN_AFTER_MS));
  if (await Promise.race([over, soon])) return;
  await withProgress({ title, cancellable: true }, async (notification, token) => {
    token.onCancellationRequested(() => shown.forEach((simulation) => simulation.stop()));
    let percentShown = 0;
    const report = (): void => {
      const percent = progress.percent();
      notification.report({ message: progress.text(percent), increment: percent - percentShown });
      percentShown = percent;
    };
    report();
    const listener = simulations.onDidChange((changed) => shown.includes(changed) && report());
    await over;
    listener.dispose();
  });
}

class ProgressOfOne {
  constructor(private readonly simulation: Simulation) {}

  percent(): number {
    return this.simulation.manifest ? percentDone(this.simulation.manifest) : 0;
  }

  text(): string {
    return progressText(this.simulation);
  }
}

/** How far several are together, each counted alike. */
export class ProgressOfSeveral {
  private readonly ended = new Set<Simulation>();
  private readonly eta = new Eta();
  private readonly begin: number;

  /** `now` tells milliseconds. */
  constructor(
    private readonly simulations: readonly Simulation[],
    private readonly now: () => number = () => performance.now(),
  ) {
    this.begin = now();
    for (const simulation of simulations) void simulation.outcome.then(() => this.ended.add(simulation));
  }

  percent(): number {
    const each = this.simulations.map((one) => (this.ended.has(one) ? 100 : one.manifest ? percentDone(one.manifest) : 0));
    return each.reduce((sum, percent) => sum + percent, 0) / each.length;
  }

  /** `2 of 5 done, 43 % · ETA 12 s` */
  text(percent: number): string {
    const secondsLeft = this.eta.update(percent, (this.now() - this.begin) / 1000, 100);
    return `${this.ended.size} of ${this.simulations.length} done, ${percentText(percent, secondsLeft)}`;
  }
}

function percentText(percent: number, secondsLeft: number | null): string {
  const done = `${Math.floor(percent)}\u202f%`;
  return secondsLeft === null ? done : `${done} · ETA ${duration(Math.max(1, Math.ceil(secondsLeft)))}`;
}

function percentDone({ bins_done, n_time_bins }: { readonly bins_done: number; readonly n_time_bins: number }): number {
  return (100 * bins_done) / n_time_bins;
}
