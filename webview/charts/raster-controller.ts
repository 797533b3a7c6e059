/** The raster as a chart type of its own: Chart.js lends scales, size and clipping, we draw the spikes. */
import { DatasetController, type CartesianScaleTypeRegistry } from "chart.js";
import type { Scene } from "../scene";
import { paintRaster } from "./raster-paint";

declare module "chart.js" {
  interface ChartTypeRegistry {
    raster: {
      chartOptions: object;
      /** Where the controller finds what to draw. */
      datasetOptions: { scene(): Scene };
      defaultDataPoint: number;
      metaExtensions: object;
      parsedDataType: object;
      scales: keyof CartesianScaleTypeRegistry;
    };
  }
}

export class RasterController extends DatasetController<"raster"> {
  static id = "raster";
  static defaults = { datasetElementType: null, dataElementType: "point" };
  static overrides = { scales: { x: { type: "linear" }, y: { type: "linear" } } };

  /** The picture of the last drawing; the crosshair moves over it without drawing 40 000 spikes again. */
  private readonly picture = document.createElement("canvas");
  private drawn: readonly unknown[] = [];

  override update(): void {
    // Nothing is kept per data point: the scene is read when it is drawn.
  }

  override draw(): void {
    const { chart } = this;
    const scene = (this.getDataset() as unknown as { scene(): Scene }).scene();
    const { left, top, right, bottom } = chart.chartArea;
    const { ratio } = scene;
    const now = [scene.data.raster, scene.range.start, scene.range.end, scene.rows, scene.theme, ratio, right - left, bottom - top];
    if (now.some((part, place) => part !== this.drawn[place])) {
      this.picture.width = Math.round((right - left) * ratio);
      this.picture.height = Math.round((bottom - top) * ratio);
      const ctx = this.picture.getContext("2d");
      if (!ctx) return;
      ctx.scale(ratio, ratio);
      paintRaster(ctx, scene, right - left, bottom - top);
      this.drawn = now;
    }
    if (this.picture.width > 0 && this.picture.height > 0) chart.ctx.drawImage(this.picture, left, top, right - left, bottom - top);
  }
}
