/** Lines and their grounds on a canvas, but for single pixels as Chart.js draws them. */
import type { Box } from "./pen";
import type { Line } from "./plot-spec";

/** CSS pixels of values on an axis. */
export type Scale = (value: number) => number;

/** A line's points in CSS pixels. */
type Way = readonly (readonly [x: number, y: number])[];

/** Clips to the plot; the first line comes on top. */
export function paintLines(
  ctx: CanvasRenderingContext2D,
  area: Box,
  lines: readonly Line[],
  x: Scale,
  yOf: (axis: string) => Scale,
): void {
  const ways = lines.map(({ points, axis = "y", dash }): Way => {
    const y = yOf(axis);
    const way: Way = points.map((point) => [x(point.x), y(point.y)]);
    return dash ? way : thinned(way);
  });
  ctx.beginPath();
  ctx.rect(area.left, area.top, area.right - area.left, area.bottom - area.top);
  ctx.clip();
  for (let place = lines.length - 1; place >= 0; place--) {
    const way = ways[place];
    if (way.length === 0) continue;
    const { ground, width } = lines[place];
    if (ground) {
      const down: Way =
        ground.downTo === "bottom"
          ? [
              [way[0][0], area.bottom],
              [way[way.length - 1][0], area.bottom],
            ]
          : ways[0];
      fillBetween(ctx, way, down, ground.colour);
    }
    if (width > 0) stroke(ctx, way, lines[place]);
  }
}

/** Of points in one column of pixels there remain the first, and the span of all where the others are on average. */
function thinned(way: Way): Way {
  const thin: [number, number][] = [];
  for (let first = 0, next: number; first < way.length; first = next) {
    const column = Math.trunc(way[first][0]);
    let [sum, low, high] = [0, way[first][1], way[first][1]];
    for (next = first + 1; next < way.length && Math.trunc(way[next][0]) === column; next++) {
      sum += way[next][0];
      low = Math.min(low, way[next][1]);
      high = Math.max(high, way[next][1]);
    }
    const [[x, y], others] = [way[first], sum / (next - first - 1)];
    thin.push([x, y]);
    if (low !== high) thin.push([others, high], [others, low], [others, way[next - 1][1]]);
  }
  return thin;
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
