import type { ResourceEstimate } from "./messages";

/** Memory and disk for runs at once: a run that does not fit beside the others waits until one of them has ended. */
export class Room {
  private readonly inside = new Set<ResourceEstimate>();
  private memoryAvailable = 0;
  private waiting: (() => void)[] = [];

  /** Returns a function to call when the run has ended; null if it does not fit now. A lone run always enters. */
  enter(estimate: ResourceEstimate): (() => void) | null {
    if (!this.fits(estimate)) return null;
    // Measured only while no run is inside: later, it is unknown how much the others have allocated already.
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
    // Counts what the others have written twice, so a run that just fits may wait.
    const disk = others.reduce((sum, other) => sum + other.diskBytes, diskBytes);
    return memory <= this.memoryAvailable && disk <= diskAvailable;
  }
}

/** Whether a run fits if no other runs. */
export function fitsAlone({ memoryBytes, diskBytes, memoryAvailable, diskAvailable }: ResourceEstimate): boolean {
  return memoryBytes <= memoryAvailable && diskBytes <= diskAvailable;
}
