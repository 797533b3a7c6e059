/** The brush on the overview, and the funnel from its edges to the ruler. */
import { brushEdges } from "../../plots/brush";
import type { Drawing, Layer } from "../../plots/plot-spec";

/** Approximate distance of the overview's ticks, in CSS pixels. */
const SPACING = 110;
const GRIP = { width: 5, height: 18 };

/** Draws the brush and the funnel. */
export const brush: Layer = {
  id: "brush",
  over(drawing) {
    const { scene, ctx, pen, area } = drawing;
    const { theme, facts } = scene;
    const [from, to] = brushEdges(scene.range, facts.nTimeBins, area.right - area.left);
    const [left, right] = [area.left + from, area.left + to];
    const whole = to - from >= area.right - area.left - 0.5;
    const middle = (area.top + area.bottom) / 2;
    if (!whole) {
      ctx.fillStyle = theme.brushFill;
      ctx.fillRect(left, area.top, right - left, area.bottom - area.top);
      funnel(drawing, left, right);
      axis(drawing, area.bottom + 10);
    }
    pen.horizontal(area.top, left, right, theme.accent);
    if (!whole) pen.horizontal(area.bottom, left, right, theme.accent);
    for (const edge of [left, right]) {
      const at = Math.min(area.right - 0.5, Math.max(area.left + 0.5, edge));
      pen.vertical(at, area.top, area.bottom, theme.accent);
      ctx.fillStyle = theme.accent;
      ctx.beginPath();
      ctx.roundRect(at - GRIP.width / 2, middle - GRIP.height / 2, GRIP.width, GRIP.height, 1.5);
      ctx.fill();
      pen.vertical(at, middle - 4, middle + 4, theme.onAccent);
    }
  },
};

/** From the brush's edges to those of the plots below. */
function funnel({ ctx, area, scene: { theme, layout } }: Drawing, left: number, right: number): void {
  const neck = area.bottom + 4;
  const bottom = area.bottom + layout.funnel;
  const edges = new Path2D(
    `M${left} ${area.bottom}V${neck}L${area.left} ${bottom}M${right} ${area.bottom}V${neck}L${area.right} ${bottom}`,
  );
  const inside = new Path2D(
    `M${left} ${area.bottom}V${neck}L${area.left} ${bottom}H${area.right}L${right} ${neck}V${area.bottom}Z`,
  );
  ctx.fillStyle = theme.funnelFill;
  ctx.fill(inside);
  ctx.strokeStyle = theme.accent;
  ctx.lineWidth = 1;
  ctx.stroke(edges);
}

function axis({ pen, area, x, xScale }: Drawing, y: number): void {
  for (const { at, label } of xScale.ticks(area.right - area.left, SPACING)) {
    const half = pen.widthOf(label) / 2;
    const centre = Math.min(area.right - half, Math.max(area.left + half, x(at)));
    pen.text(label, centre, y, { align: "center", halo: true });
  }
}
