/** How far a run is, told alike by all who show it. */
import { Eta } from "./eta";
import type { RunManifest } from "./manifest";
import { duration } from "../text/numbers";

/** One moment of a run that goes on. Whatever shows a run at the same time shows the same moment: one manifest, one estimate. */
export interface RunMoment {
  readonly manifest: RunManifest;
  /** null while there is no pace yet. */
  readonly secondsLeft: number | null;
}

/** Seconds over which an estimate of the time left follows a new pace: a number that jumps to and fro helps nobody. */
const SETTLING_SECONDS = 3;

/** Makes the moments of one run from its manifests, in the order in which they were written. */
export class RunClock {
  private readonly eta = new Eta();
  private last: RunMoment | null = null;

  /** The moment of this manifest; the one before it when the manifest tells nothing new. */
  moment(manifest: RunManifest): RunMoment {
    const { bins_done: bins, elapsed_seconds: seconds, n_time_bins: total } = manifest;
    if (this.last && seconds <= this.last.manifest.elapsed_seconds && bins <= this.last.manifest.bins_done)
      return this.last;
    const estimate = this.eta.update(bins, seconds, total);
    this.last = { manifest, secondsLeft: estimate === null ? null : this.settled(estimate, seconds) };
    return this.last;
  }

  private settled(estimate: number, seconds: number): number {
    if (typeof this.last?.secondsLeft !== "number") return estimate;
    const passed = seconds - this.last.manifest.elapsed_seconds;
    const expected = Math.max(0, this.last.secondsLeft - passed);
    return expected + (estimate - expected) * (1 - Math.exp(-passed / SETTLING_SECONDS));
  }
}

/** Share of its bins that a run has done, in percent. */
export function percentDone({ bins_done, n_time_bins }: Pick<RunManifest, "bins_done" | "n_time_bins">): number {
  return n_time_bins > 0 ? (100 * bins_done) / n_time_bins : 0;
}

/** `43 %`: whole percents, of which the last comes with the last bin. */
export function percentText(percent: number): string {
  return `${Math.floor(percent)}\u202f%`;
}

/** `12 s`, `5 min`: whole seconds up, never none while something is left. */
export function timeLeftText(secondsLeft: number): string {
  const seconds = Math.max(1, Math.ceil(secondsLeft - 1e-6));
  return seconds < 100 ? `${seconds}\u202fs` : duration(seconds);
}

/** `43 % · ETA 12 s`, as header, notification, status bar, Runs view and lenses say it. */
export function progressText(percent: number, secondsLeft: number | null): string {
  return [percentText(percent), ...(secondsLeft === null ? [] : [`ETA ${timeLeftText(secondsLeft)}`])].join(" · ");
}
