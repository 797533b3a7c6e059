/** The progress of a run, the same wherever it is shown. */
import { Eta } from "./eta";
import type { RunManifest } from "./manifest";
import { duration } from "../text/numbers";

/** The progress of a running run at one moment. Every place shows the same moment: one manifest, one estimate. */
export interface RunMoment {
  readonly manifest: RunManifest;
  /** null: no pace yet. */
  readonly secondsLeft: number | null;
}

/** Time constant (seconds) with which the shown time left follows a new estimate, so that it does not jump. */
const SETTLING_SECONDS = 3;

/** Turns the successive manifests of one run into moments. */
export class RunClock {
  private readonly eta = new Eta();
  private last: RunMoment | null = null;

  /** The moment of this manifest; the previous moment when the manifest contains no progress. */
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

/** The done share of a run's bins, in percent. */
export function percentDone({ bins_done, n_time_bins }: Pick<RunManifest, "bins_done" | "n_time_bins">): number {
  return n_time_bins > 0 ? (100 * bins_done) / n_time_bins : 0;
}

/** `43 %`: rounded down, so that 100 % means done. */
export function percentText(percent: number): string {
  return `${Math.floor(percent)}\u202f%`;
}

/** `12 s`, `5 min`: rounded up, at least 1 s. */
export function timeLeftText(secondsLeft: number): string {
  const seconds = Math.max(1, Math.ceil(secondsLeft - 1e-6));
  return seconds < 100 ? `${seconds}\u202fs` : duration(seconds);
}

/** `43 % · ETA 12 s`, as shown by header, notification, status bar, Runs view and lenses. */
export function progressText(percent: number, secondsLeft: number | null): string {
  return [percentText(percent), ...(secondsLeft === null ? [] : [`ETA ${timeLeftText(secondsLeft)}`])].join(" · ");
}
