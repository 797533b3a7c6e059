/** Time that has to go by with and without help before they are compared, in milliseconds. */
const FAIR_MS = 100;
/** Times longer ago than this count half, and less and less: both the machine and the network may have become busier or calmer. */
const RECENT_MS = 1000;
/** How long one thread works alone until help that turned out to hinder is tried again, for FAIR_MS: that costs 2 % of the time at most. */
const RETRY_MS = 5000;

/**
 * Whether several threads are faster than one: on a machine that is busy with other things they are not, for in each bin all wait
 * for the one that is held up. Only times are compared; spikes and rates are the same either way.
 */
export class WorthOfHelp {
  private readonly alone = new RecentPace();
  private helped = new RecentPace();
  private sinceHelp = 0;

  /** Help is asked for once it is known how fast one thread is, kept while it is faster, and tried again now and then. */
  get isHelpWelcome(): boolean {
    if (!this.alone.isKnown) return false;
    return !this.helped.isKnown || this.helped.millisecondsPerBin < this.alone.millisecondsPerBin;
  }

  took(withHelp: boolean, bins: number, milliseconds: number): void {
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
