/** Milliseconds with and without help before the two are compared. */
const FAIR_MS = 100;
/** Measurements older than this count half, then less: the load of machine and network may change. */
const RECENT_MS = 1000;
/** Milliseconds alone before unhelpful help is tried again for FAIR_MS, which costs at most 2 % of the time. */
const RETRY_MS = 5000;

/**
 * Whether several threads are faster than one: on a busy machine they are not, because in each bin all wait for the
 * slowest. Compares times only; spikes and rates are the same either way.
 */
export class WorthOfHelp {
  private readonly alone = new RecentPace();
  private helped = new RecentPace();
  private sinceHelp = 0;

  /** True once the pace of one thread is known, while help is faster, and for a retry now and then. */
  get isHelpWelcome(): boolean {
    if (!this.alone.isKnown) return false;
    return !this.helped.isKnown || this.helped.millisecondsPerBin < this.alone.millisecondsPerBin;
  }

  record(withHelp: boolean, bins: number, milliseconds: number): void {
    (withHelp ? this.helped : this.alone).add(bins, milliseconds);
    this.sinceHelp = withHelp ? 0 : this.sinceHelp + milliseconds;
    if (this.sinceHelp >= RETRY_MS) this.helped = new RecentPace();
  }
}

class RecentPace {
  private bins = 0;
  private milliseconds = 0;

  get isKnown(): boolean {
    return this.milliseconds >= FAIR_MS;
  }

  get millisecondsPerBin(): number {
    return this.milliseconds / this.bins;
  }

  add(bins: number, milliseconds: number): void {
    this.bins += bins;
    this.milliseconds += milliseconds;
    if (this.milliseconds < RECENT_MS) return;
    this.bins /= 2;
    this.milliseconds /= 2;
  }
}
