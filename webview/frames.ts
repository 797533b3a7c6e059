/** Draws at most once a frame, however many changes came since the last. */

/** All of the page, or only what follows the crosshair. */
export type Extent = "all" | "crosshair";

export class Frames {
  private pending: Extent | null = null;

  constructor(private readonly draw: (extent: Extent) => void, private readonly failed: (error: unknown) => void) {}

  schedule(extent: Extent): void {
    if (this.pending === null) requestAnimationFrame(() => this.now());
    if (this.pending !== "all") this.pending = extent;
  }

  /** Draws what is scheduled, without waiting for its frame. */
  now(): void {
    const extent = this.pending;
    if (extent === null) return;
    this.pending = null;
    try {
      this.draw(extent);
    } catch (error) {
      this.failed(error);
    }
  }
}
