/** The brush on the overview, and the funnel from its edges to the ruler. */
import type { Scene } from "../../app/scene";
import { brushEdges } from "../../plots/brush";
import { horizontal, textWidth, vertical, write } from "../../plots/pen";
import type { Drawing, Layer } from "../../plots/plot-spec";

/** Approximate distance of the overview's ticks, in CSS pixels. */
const SPACING = 110;
const GRIP = { width: 5, height: 18 };

/** Draws the brush and the funnel. */
export const brush: Layer = {
  id: "brush",
  over(drawing) {
    const { scene, ctx, area } = drawing;
    const { theme, facts, layout, ratio } = scene;
    const [from, to] = brushEdges(scene.range, facts.nTimeBins, area.right - area.left);
    const [left, right] = [area.left + from, area.left + to];
    const whole = to - from >= area.right - area.left - 0.5;
    const bottom = area.bottom + layout.funnel;
    if (!whole) {
      ctx.fillStyle = theme.brushFill;
      ctx.fillRect(left, area.top, right - left, area.bottom - area.top);
      funnel(ctx, scene, { left, right, top: area.bottom, bottom, plotLeft: area.left, plotRight: area.right });
      axis(drawing, area.bottom + 10);
    }
    horizontal(ctx, area.top, left, right, theme.accent, ratio);
    if (!whole) horizontal(ctx, area.bottom, left, right, theme.accent, ratio);
    for (const edge of [left, right]) {
      const at = Math.min(area.right - 0.5, Math.max(area.left + 0.5, edge));
      vertical(ctx, at, area.top, area.bottom, theme.accent, ratio);
      ctx.fillStyle = theme.accent;
      ctx.beginPath();
      ctx.roundRect(at - GRIP.width / 2, (area.top + area.bottom - GRIP.height) / 2, GRIP.width, GRIP.height, 1.5);
      ctx.fill();
      vertical(ctx, at, (area.top + area.bottom) / 2 - 4, (area.top + area.bottom) / 2 + 4, theme.onAccent, ratio);
    }
  },
};

interface FunnelBox {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly plotLeft: number;
  readonly plotRight: number;
}

function funnel(ctx: CanvasRenderingContext2D, { theme }: Scene, box: FunnelBox): void {
  const neck = box.top + 4;
  ctx.beginPath();
  ctx.moveTo(box.left, box.top);
  ctx.lineTo(box.left, neck);
  ctx.lineTo(box.plotLeft, box.bottom);
  ctx.lineTo(box.plotRight, box.bottom);
  ctx.lineTo(box.right, neck);
  ctx.lineTo(box.right, box.top);
  ctx.fillStyle = theme.funnelFill;
  ctx.fill();
  ctx.strokeStyle = theme.accent;
  ctx.lineWidth = 1;
  for (const [edge, foot] of [
    [box.left, box.plotLeft],
    [box.right, box.plotRight],
  ]) {
    ctx.beginPath();
    ctx.moveTo(edge, box.top);
    ctx.lineTo(edge, neck);
    ctx.lineTo(foot, box.bottom);
    ctx.stroke();
  }
}

function axis({ scene: { theme }, ctx, area, x, xScale }: Drawing, y: number): void {
  for (const { at, label } of xScale.ticks(area.right - area.left, SPACING)) {
    const half = textWidth(ctx, theme, label) / 2;
    write(ctx, theme, label, Math.min(area.right - half, Math.max(area.left + half, x(at))), y, {
      colour: theme.quiet,
      align: "center",
      halo: theme.ground,
    });
  }
}
