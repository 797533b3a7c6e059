import type { ResourceEstimate } from "./messages";

/** Memory and disk for runs that go on at once: one that does not fit beside the others waits until one of them has ended. */
export class Room {
  private readonly inside = new Set<ResourceEstimate>();
  private memoryAvailable = 0;
  private waiting: (() => void)[] = [];

  /**
   * Returns what is to be called when the run has ended; null where it does not fit. A run that is alone always comes in: it finds out by
   * itself whether it fits at all.
   */
  enter(estimate: ResourceEstimate): (() => void) | null {
    if (!this.fits(estimate)) return null;
    // What is available is measured while nobody is inside: later, others may or may not have taken their share of it yet.
    if (this.inside.size === 0) this.memoryAvailable = estimate.memoryAvailable;
    this.inside.add(estimate);
    return () => {
      this.inside.delete(estimate);
      for (const wake of this.waiting.splice(0)) wake();
    };
  }

  /** Resolves when a run has left. */
  change(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private fits({ memoryBytes, diskBytes, diskAvailable }: ResourceEstimate): boolean {
    if (this.inside.size === 0) return true;
    const others = [...this.inside];
    const memory = others.reduce((sum, other) => sum + other.memoryBytes, memoryBytes);
    // What the others have written is counted twice, which only lets a run wait that might just have fitted.
    const disk = others.reduce((sum, other) => sum + other.diskBytes, diskBytes);
    return memory <= this.memoryAvailable && disk <= diskAvailable;
  }
}

/** Whether a run fits where nothing else goes on. */
export function fitsAlone({ memoryBytes, diskBytes, memoryAvailable, diskAvailable }: ResourceEstimate): boolean {
  return memoryBytes <= memoryAvailable && diskBytes <= diskAvailable;
}
