/** Lines and their grounds on a canvas, as Chart.js draws them. */
import type { Box } from "./pen";
import type { Line } from "./plot-spec";

/** CSS pixels of values on an axis. */
export type Scale = (value: number) => number;

/** A line's points in CSS pixels. */
type Way = readonly (readonly [x: number, y: number])[];

/** Clips to the plot; the first line comes on top. */
export function paintLines(ctx: CanvasRenderingContext2D, area: Box, lines: readonly Line[], x: Scale, yOf: (axis: string) => Scale): void {
  const ways = lines.map(({ points, axis = "y" }): Way => {
    const y = yOf(axis);
    return points.map((point) => [x(point.x), y(point.y)]);
  });
  ctx.beginPath();
  ctx.rect(area.left, area.top, area.right - area.left, area.bottom - area.top);
  ctx.clip();
  for (let place = lines.length - 1; place >= 0; place--) {
    const way = ways[place];
    if (way.length === 0) continue;
    const { ground, width } = lines[place];
    if (ground) {
      const down: Way = ground.downTo === "bottom" ? [[way[0][0], area.bottom], [way[way.length - 1][0], area.bottom]] : ways[0];
      fillBetween(ctx, way, down, ground.colour);
    }
    if (width > 0) stroke(ctx, way, lines[place]);
  }
}

function fillBetween(ctx: CanvasRenderingContext2D, upper: Way, lower: Way, colour: string): void {
  ctx.beginPath();
  for (const [x, y] of upper) ctx.lineTo(x, y);
  for (const [x, y] of [...lower].reverse()) ctx.lineTo(x, y);
  ctx.fillStyle = colour;
  ctx.fill();
}

function stroke(ctx: CanvasRenderingContext2D, way: Way, { colour, width, dash = [] }: Line): void {
  ctx.beginPath();
  for (const [x, y] of way) ctx.lineTo(x, y);
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.lineJoin = "round";
  ctx.setLineDash([...dash]);
  ctx.stroke();
}
