/** Time that has to go by with and without help before they are compared, in milliseconds. */
const FAIR_MS = 100;

/**
 * Whether several threads are faster than one: on a machine that is busy with other things they are not, for in each bin all wait
 * for the one that is held up. Only times are compared; spikes and rates are the same either way.
 */
export class WorthOfHelp {
  private readonly alone = { bins: 0, milliseconds: 0 };
  private readonly helped = { bins: 0, milliseconds: 0 };

  /** Help is asked for once it is known how fast one thread is, and kept while it is faster. */
  get isHelpWelcome(): boolean {
    const { alone, helped } = this;
    if (alone.milliseconds < FAIR_MS) return false;
    if (helped.milliseconds < FAIR_MS) return true;
    return helped.milliseconds / helped.bins < alone.milliseconds / alone.bins;
  }

  took(withHelp: boolean, bins: number, milliseconds: number): void {
    const times = withHelp ? this.helped : this.alone;
    times.bins += bins;
    times.milliseconds += milliseconds;
  }
}
