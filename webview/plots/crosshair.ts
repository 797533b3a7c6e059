/** The dashed line through all time plots at the crosshair's bin, and the span that a drag will zoom to. */
import { vertical } from "./pen";
import type { Drawing, Layer } from "./plot-spec";

/** CSS pixel of the middle of the crosshair's bin; null where it is not visible. */
export function crosshairX({ scene, area, x }: Drawing): number | null {
  if (!scene.cursor) return null;
  const at = x(scene.cursor.bin + 0.5);
  return at >= area.left && at <= area.right ? at : null;
}

/** Draws the crosshair and the marked span. */
export const crosshair: Layer = {
  id: "crosshair",
  over(drawing) {
    const { scene, ctx, area, x } = drawing;
    if (scene.span) {
      const [from, to] = [Math.max(area.left, x(scene.span.start)), Math.min(area.right, x(scene.span.end))];
      ctx.fillStyle = scene.theme.brushFill;
      ctx.fillRect(from, area.top, to - from, area.bottom - area.top);
      vertical(ctx, from, area.top, area.bottom, scene.theme.accent, scene.ratio);
      vertical(ctx, to, area.top, area.bottom, scene.theme.accent, scene.ratio);
    }
    const at = crosshairX(drawing);
    if (at === null) return;
    const left = Math.round(at * scene.ratio) / scene.ratio + 0.5 / scene.ratio;
    ctx.strokeStyle = scene.theme.accent;
    ctx.lineWidth = 1;
    ctx.setLineDash([3, 2]);
    ctx.beginPath();
    ctx.moveTo(left, area.top);
    ctx.lineTo(left, area.bottom);
    ctx.stroke();
  },
};
