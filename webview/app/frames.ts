/** Draws at most once a frame. */

/** The whole page, what depends on the crosshair, or the header. */
export type Extent = "all" | "crosshair" | "header";

export class Frames {
  private pending: Extent | null = null;

  constructor(
    private readonly draw: (extent: Extent) => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  schedule(extent: Extent): void {
    if (this.pending === null) requestAnimationFrame(() => this.next());
    this.pending = this.pending === null || this.pending === extent ? extent : "all";
  }

  private next(): void {
    const extent = this.pending ?? "all";
    this.pending = null;
    try {
      this.draw(extent);
    } catch (error) {
      this.failed(error);
    }
  }
}
