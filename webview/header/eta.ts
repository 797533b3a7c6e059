/** How long a run will take, from how its last 20 % went. */
import { duration } from "../../src/protocol/numbers";

/** Nothing is promised before. Seconds. */
const QUIET = 1;

export class Eta {
  private points: { readonly seconds: number; readonly bins: number }[] = [];

  /** Takes in how far the run is, and says what is left in words; null: too early to tell. */
  next(seconds: number, bins: number, nTimeBins: number): string | null {
    const last = this.points.at(-1);
    if (last && bins < last.bins) this.points = [];
    if (!last || bins > last.bins) this.points.push({ seconds, bins });
    const from = bins - 0.2 * bins;
    while (this.points.length > 2 && this.points[1].bins <= from) this.points.shift();
    const first = this.points[0];
    if (seconds < QUIET || bins === 0) return null;
    const speed = bins > first.bins && seconds > first.seconds ? (bins - first.bins) / (seconds - first.seconds) : bins / seconds;
    return duration(Math.max(1, Math.round((nTimeBins - bins) / speed)));
  }
}
