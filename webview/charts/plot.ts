/** One Chart.js chart that draws a part of the scene; the same on screen and off it. */
import type { ChartData, ChartDataset, ChartOptions, Plugin } from "chart.js";
import type { Scene } from "../scene";
import { Chart } from "./chartjs";
import type { Box } from "./pen";

type Kind = "line" | "raster";
type AnyChart = Chart<Kind>;

/** Marks and labels are our own; Chart.js measures the words of its own even where it does not show them. */
const NO_TICKS = { display: false } as const;

/** What a plugin draws: the scene, the canvas and where the plot lies on it. */
export interface Drawing {
  readonly scene: Scene;
  readonly ctx: CanvasRenderingContext2D;
  readonly area: Box;
  /** Width of the canvas, gutters and margins included. */
  readonly width: number;
  readonly height: number;
  /** CSS pixel of the left edge of a bin. */
  x(bin: number): number;
  /** CSS pixel of a value on the plot's y scale. */
  y(value: number): number;
}

/** A chart plugin of ours: draws beneath (`under`) or above (`over`) the datasets. */
export interface Layer {
  readonly id: string;
  under?(drawing: Drawing): void;
  over?(drawing: Drawing): void;
}

export interface Axis {
  readonly min: number;
  readonly max: number;
  readonly log?: boolean;
}

/** How one plot is made from a scene. */
export interface PlotSpec {
  readonly kind: Kind;
  readonly datasets: ChartDataset<Kind>[];
  readonly layers: readonly Layer[];
  /** Space above and below the plot, inside the canvas. */
  padding(scene: Scene): { readonly top: number; readonly bottom: number };
  /** `x` in bins; other axes by the ids that the datasets name. */
  axes(scene: Scene): Readonly<Record<string, Axis>>;
  /** Puts the scene's data into the datasets. */
  feed?(scene: Scene): void;
}

export class Plot {
  private chart: AnyChart | null = null;

  constructor(readonly canvas: HTMLCanvasElement, private readonly scene: () => Scene, private readonly spec: PlotSpec) {}

  /** Takes over all of the scene at a size in CSS pixels, and draws. */
  update(height: number): void {
    const scene = this.scene();
    const { gutter, plot, margin } = scene.layout;
    const width = gutter + plot + margin;
    this.spec.feed?.(scene);
    if (!this.chart) {
      this.chart = this.create(width, height);
      return;
    }
    const { chart } = this;
    chart.options = this.optionsOf(scene);
    const sized = chart.width === width && chart.height === height && chart.currentDevicePixelRatio === scene.ratio;
    if (!sized) chart.resize(width, height);
    chart.update("none");
  }

  /** Draws again with only the crosshair, the span or the selection changed. */
  draw(): void {
    this.chart?.draw();
  }

  destroy(): void {
    this.chart?.destroy();
  }

  /** Chart.js draws as it is made: at its size at once, for a chart that is made at another one is laid out and drawn three times. */
  private create(width: number, height: number): AnyChart {
    this.canvas.width = width;
    this.canvas.height = height;
    const data: ChartData<Kind> = { datasets: this.spec.datasets };
    return new Chart<Kind>(this.canvas, {
      type: this.spec.kind, data, options: this.optionsOf(this.scene()), plugins: this.spec.layers.map((layer) => this.pluginOf(layer)),
    });
  }

  private optionsOf(scene: Scene): ChartOptions<Kind> {
    const axes = Object.entries(this.spec.axes(scene)).map(([id, { min, max, log }]): [string, object] => [
      id, { type: log ? "logarithmic" : "linear", axis: id === "x" ? "x" : "y", display: false, ticks: NO_TICKS, min, max },
    ]);
    return {
      devicePixelRatio: scene.ratio,
      layout: { padding: { left: scene.layout.gutter, right: scene.layout.margin, ...this.spec.padding(scene) } },
      scales: Object.fromEntries(axes),
    };
  }

  private pluginOf({ id, under, over }: Layer): Plugin<Kind> {
    const painting = (paint: ((drawing: Drawing) => void) | undefined) => (chart: AnyChart): void => {
      if (!paint) return;
      chart.ctx.save();
      paint(this.drawingOf(chart));
      chart.ctx.restore();
    };
    return { id, beforeDatasetsDraw: painting(under), afterDatasetsDraw: painting(over) };
  }

  private drawingOf(chart: AnyChart): Drawing {
    const { x, y } = chart.scales;
    return {
      scene: this.scene(), ctx: chart.ctx, area: chart.chartArea, width: chart.width, height: chart.height,
      x: (bin) => x.getPixelForValue(bin),
      y: (value) => y.getPixelForValue(value),
    };
  }
}
