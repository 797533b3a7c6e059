/** Prints concurrent runs in the order of the command: a run's output waits until all runs before it have ended. */
export class OrderedOutput {
  private readonly pending = new Map<number, (() => void)[]>();
  private readonly ended = new Set<number>();
  private current = 0;

  /** Calls `print` when all runs before `run` (0, 1, 2 …) have ended. */
  add(run: number, print: () => void): void {
    if (run === this.current) print();
    else this.pending.set(run, [...(this.pending.get(run) ?? []), print]);
  }

  /** Run `run` prints nothing more. */
  end(run: number): void {
    this.ended.add(run);
    while (this.ended.has(this.current)) {
      this.current++;
      for (const print of this.pending.get(this.current) ?? []) print();
      this.pending.delete(this.current);
    }
  }
}
