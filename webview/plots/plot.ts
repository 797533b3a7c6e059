/** A plot: a canvas on which Chart.js draws the lines, and its plugins draw the layers; the same on screen and off screen. */
import type { ChartDataset, ChartOptions, Plugin } from "chart.js";
import type { Scene } from "../app/scene";
import { Chart } from "./chartjs";
import { Pen } from "./pen";
import type { Axis, Drawing, Layer, Line, PlotSpec } from "./plot-spec";

type LineChart = Chart<"line">;

/** Ticks and labels are ours, because Chart.js measures its own even where it hides them. */
const NO_TICKS = { display: false } as const;

/** A plot on a canvas. */
export class Plot {
  private chart: LineChart | null = null;
  /** Chart.js tracks these by identity. */
  private readonly datasets: ChartDataset<"line">[] = [];

  constructor(
    readonly canvas: HTMLCanvasElement,
    private readonly scene: () => Scene,
    private readonly spec: PlotSpec,
  ) {}

  /** Applies the whole scene at a size in CSS pixels, and draws. */
  update(width: number, height: number): void {
    const scene = this.scene();
    this.spec
      .lines?.(scene)
      .forEach((line, place) => Object.assign((this.datasets[place] ??= { data: [] }), datasetOf(line)));
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

  /** Redraws when only the crosshair, the span or the selection changed. */
  draw(): void {
    this.chart?.draw();
  }

  destroy(): void {
    this.chart?.destroy();
  }

  /** Creates the chart at its final size: resizing a new chart would lay it out and draw it three times. */
  private create(width: number, height: number): LineChart {
    this.canvas.width = width;
    this.canvas.height = height;
    const plugins = this.spec.layers.map((layer) => this.pluginOf(layer));
    return new Chart<"line">(this.canvas, {
      type: "line",
      data: { datasets: this.datasets },
      options: this.optionsOf(this.scene()),
      plugins,
    });
  }

  private optionsOf(scene: Scene): ChartOptions<"line"> {
    const axes = Object.entries(this.spec.axes(scene)).map(([id, axis]) => [id, scaleOptions("y", axis)]);
    return {
      devicePixelRatio: scene.ratio,
      layout: { padding: { left: scene.layout.gutter, right: scene.layout.margin, ...this.spec.padding(scene) } },
      scales: { x: scaleOptions("x", this.spec.x(scene)), ...Object.fromEntries(axes) },
    };
  }

  private pluginOf({ id, under, over }: Layer): Plugin<"line"> {
    const painting =
      (paint: ((drawing: Drawing) => void) | undefined) =>
      (chart: LineChart): void => {
        if (!paint) return;
        chart.ctx.save();
        paint(this.drawingOf(chart));
        chart.ctx.restore();
      };
    return { id, beforeDatasetsDraw: painting(under), afterDatasetsDraw: painting(over) };
  }

  private drawingOf(chart: LineChart): Drawing {
    const { x, y } = chart.scales;
    const scene = this.scene();
    return {
      scene,
      ctx: chart.ctx,
      pen: new Pen(chart.ctx, scene.theme, scene.ratio),
      area: chart.chartArea,
      width: chart.width,
      height: chart.height,
      xScale: this.spec.x(scene),
      x: (value) => x.getPixelForValue(value),
      y: (value) => y.getPixelForValue(value),
    };
  }
}

function scaleOptions(axis: "x" | "y", { min, max, log }: Axis): object {
  return { type: log ? "logarithmic" : "linear", axis, display: false, ticks: NO_TICKS, min, max };
}

function datasetOf({ points, colour, width, dash = [], ground, axis = "y" }: Line): ChartDataset<"line"> {
  return {
    type: "line",
    data: points,
    parsing: false,
    normalized: true,
    yAxisID: axis,
    borderColor: colour,
    borderWidth: width,
    borderDash: [...dash],
    fill: ground ? (ground.downTo === "bottom" ? "start" : 0) : false,
    backgroundColor: ground?.colour,
  };
}
