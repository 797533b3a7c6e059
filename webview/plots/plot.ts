/** One plot: a canvas, and what draws a part of the scene on it; the same on screen and off it. */
import type { Scene } from "../app/scene";
import { CanvasPainter } from "./canvas-painter";
import { ChartPainter, type ChartClass } from "./chart-painter";
import type { Painter, PlotSpec } from "./plot-spec";

let ChartJs: ChartClass | null = null;

/** Lends plots Chart.js for their lines, from their next update on; the first picture does not wait for it. */
export function lendChartJs(Chart: ChartClass): void {
  ChartJs = Chart;
}

export class Plot {
  private painter: Painter | null = null;

  constructor(
    readonly canvas: HTMLCanvasElement,
    private readonly scene: () => Scene,
    private readonly spec: PlotSpec,
  ) {}

  /** Takes over all of the scene at a height in CSS pixels, and draws. */
  update(height: number): void {
    const { gutter, plot, margin } = this.scene().layout;
    this.painter = this.suitable();
    this.painter.update(gutter + plot + margin, height);
  }

  /** Draws again with only the crosshair, the span or the selection changed. */
  draw(): void {
    this.painter?.draw();
  }

  destroy(): void {
    this.painter?.destroy?.();
  }

  private suitable(): Painter {
    if (!this.spec.lines || !ChartJs) return this.painter ?? new CanvasPainter(this.canvas, this.scene, this.spec);
    return this.painter instanceof ChartPainter
      ? this.painter
      : new ChartPainter(ChartJs, this.canvas, this.scene, this.spec);
  }
}
