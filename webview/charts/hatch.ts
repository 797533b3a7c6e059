/** "No data here": bins that are not computed yet, or never will be. */
import type { Box } from "./pen";
import { vertical, write } from "./pen";
import type { Drawing, Layer } from "./plot-spec";

const SPACING = 7;

export function hatchBox(ctx: CanvasRenderingContext2D, box: Box, colour: string): void {
  if (box.right - box.left < 1) return;
  ctx.save();
  ctx.beginPath();
  ctx.rect(box.left, box.top, box.right - box.left, box.bottom - box.top);
  ctx.clip();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1;
  ctx.beginPath();
  const height = box.bottom - box.top;
  for (let x = Math.floor((box.left - height) / SPACING) * SPACING; x < box.right; x += SPACING) {
    ctx.moveTo(x, box.bottom);
    ctx.lineTo(x + height, box.top);
  }
  ctx.stroke();
  ctx.restore();
}

/** Hatches what lies after the last bin, and all of the plot until its data are there. */
export function hatch(ready: (drawing: Drawing) => boolean): Layer {
  return {
    id: "hatch",
    under(drawing) {
      const { scene, ctx, area } = drawing;
      const from = ready(drawing) ? Math.max(area.left, drawing.x(scene.facts.binsDone)) : area.left;
      hatchBox(ctx, { ...area, left: from }, scene.theme.hatch);
    },
  };
}

/** The red line where a run diverged. */
export const endLine: Layer = {
  id: "endLine",
  over({ scene, ctx, area, x }) {
    if (scene.facts.status !== "diverged") return;
    const at = x(scene.facts.binsDone);
    if (at >= area.left && at <= area.right) vertical(ctx, at, area.top, area.bottom, scene.theme.error, scene.ratio, 2);
  },
};

/** What stands in the middle of a plot that has nothing to show. */
export function note({ scene, ctx, area }: Drawing, text: string): void {
  write(ctx, scene.theme, text, (area.left + area.right) / 2, (area.top + area.bottom) / 2, { colour: scene.theme.quiet, align: "center", size: 12, halo: scene.theme.ground });
}
