/** Paints a plot by itself: one without lines always, one with lines until Chart.js is there, whose picture it anticipates. */
import type { Scene } from "../app/scene";
import { paintLines, type Scale } from "./lines";
import type { Axis, Drawing, Painter, PlotSpec } from "./plot-spec";

export class CanvasPainter implements Painter {
  private width = 0;
  private height = 0;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly scene: () => Scene,
    private readonly spec: PlotSpec,
  ) {}

  update(width: number, height: number): void {
    const { canvas } = this;
    const { ratio } = this.scene();
    [this.width, this.height] = [width, height];
    const [columns, rows] = [Math.floor(width * ratio), Math.floor(height * ratio)];
    if (canvas.width !== columns) canvas.width = columns;
    if (canvas.height !== rows) canvas.height = rows;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    this.draw();
  }

  draw(): void {
    const ctx = this.canvas.getContext("2d");
    if (!ctx) return;
    const { width, height, spec } = this;
    const scene = this.scene();
    const { top, bottom } = spec.padding(scene);
    const area = { left: scene.layout.gutter, top, right: width - scene.layout.margin, bottom: height - bottom };
    const axes = spec.axes(scene);
    const x = scaled(axes.x, area.left, area.right);
    const yOf = (axis: string): Scale => scaled(axes[axis], area.bottom, area.top);
    const drawing: Drawing = { scene, ctx, area, width, height, x, y: yOf("y") };
    const apart = (paint: () => void): void => {
      ctx.save();
      paint();
      ctx.restore();
    };
    ctx.setTransform(scene.ratio, 0, 0, scene.ratio, 0, 0);
    ctx.clearRect(0, 0, width, height);
    for (const layer of spec.layers) apart(() => layer.under?.(drawing));
    apart(() => paintLines(ctx, area, spec.lines?.(scene) ?? [], x, yOf));
    for (const layer of spec.layers) apart(() => layer.over?.(drawing));
  }
}

function scaled({ min, max, log = false }: Axis, from: number, to: number): Scale {
  const measure = log ? Math.log10 : (value: number): number => value;
  const [low, high] = [measure(min), measure(max)];
  return (value) => from + ((measure(value) - low) / (high - low)) * (to - from);
}
