/**
 * Lets runs that go on at once speak one after the other: what one of them has to say waits until all before it have ended, so
 * that the same command always prints the same things in the same order.
 */
export class Turns {
  private readonly waiting = new Map<number, (() => void)[]>();
  private readonly ended = new Set<number>();
  private turn = 0;

  /** Does `act` now if it is the turn of run `run` (0, 1, 2 …), else once it is. */
  say(run: number, act: () => void): void {
    if (run === this.turn) act();
    else this.waiting.set(run, [...(this.waiting.get(run) ?? []), act]);
  }

  /** Run `run` has nothing more to say. */
  end(run: number): void {
    this.ended.add(run);
    while (this.ended.has(this.turn)) {
      this.turn++;
      for (const act of this.waiting.get(this.turn) ?? []) act();
      this.waiting.delete(this.turn);
    }
  }
}
