import type { RunNeed } from "./messages";

interface Inside {
  readonly need: RunNeed | undefined;
  leave(): void;
}

/** Memory and disk for runs that go on at once: one that does not fit beside the others waits until some of them have ended. */
export class Room {
  private readonly inside = new Set<RunNeed>();
  private memoryAvailable = 0;
  private wake: (() => void)[] = [];

  /**
   * Resolves to the run's need and to what is to be called when the run has ended. A run that is alone always comes in: whether it fits at
   * all is found out by itself.
   */
  async enter(measure: () => RunNeed | undefined | Promise<RunNeed | undefined>): Promise<Inside> {
    for (;;) {
      const need = await measure();
      if (need === undefined) return { need, leave: () => undefined };
      if (this.fits(need)) return { need, leave: this.take(need) };
      await new Promise<void>((resolve) => this.wake.push(resolve));
    }
  }

  private fits({ memoryBytes, diskBytes, diskAvailable }: RunNeed): boolean {
    if (this.inside.size === 0) return true;
    const others = [...this.inside];
    const memory = others.reduce((sum, need) => sum + need.memoryBytes, memoryBytes);
    // What the others have written is counted twice, which only lets a run wait that might just have fitted.
    const disk = others.reduce((sum, need) => sum + need.diskBytes, diskBytes);
    return memory <= this.memoryAvailable && disk <= diskAvailable;
  }

  private take(need: RunNeed): () => void {
    // What is available is measured while nobody is inside: later, others may or may not have taken their share of it yet.
    if (this.inside.size === 0) this.memoryAvailable = need.memoryAvailable;
    this.inside.add(need);
    return () => {
      this.inside.delete(need);
      const woken = this.wake;
      this.wake = [];
      for (const again of woken) again();
    };
  }
}
