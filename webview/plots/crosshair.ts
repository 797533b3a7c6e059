import type { Drawing, Layer } from "./plot-spec";

/** CSS pixel of the middle of the crosshair's bin; null where it is not visible. */
export function crosshairX({ scene, area, x }: Drawing): number | null {
  if (!scene.cursor) return null;
  const at = x(scene.cursor.bin + 0.5);
  return at >= area.left && at <= area.right ? at : null;
}

/** The span that a drag will zoom to. */
export const span: Layer = {
  id: "span",
  over({ scene: { span: marked, theme }, ctx, pen, area, x }) {
    if (!marked) return;
    const [from, to] = [Math.max(area.left, x(marked.start)), Math.min(area.right, x(marked.end))];
    ctx.fillStyle = theme.brushFill;
    ctx.fillRect(from, area.top, to - from, area.bottom - area.top);
    for (const edge of [from, to]) pen.vertical(edge, area.top, area.bottom, theme.accent);
  },
};

/** The dashed line through all time plots at the crosshair's bin. */
export const crosshair: Layer = {
  id: "crosshair",
  over(drawing) {
    const { scene, ctx, pen, area } = drawing;
    const at = crosshairX(drawing);
    if (at === null) return;
    const left = pen.snap(at) + 0.5 / scene.ratio;
    ctx.strokeStyle = scene.theme.accent;
    ctx.lineWidth = 1;
    ctx.setLineDash([3, 2]);
    ctx.beginPath();
    ctx.moveTo(left, area.top);
    ctx.lineTo(left, area.bottom);
    ctx.stroke();
  },
};
