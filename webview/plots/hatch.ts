/** Marks bins without data: not computed yet, or never. */
import type { Kind } from "../app/data";
import type { Scene } from "../app/scene";
import type { Box } from "./pen";
import type { Drawing, Layer } from "./plot-spec";

const SPACING = 7;
const NOTE = { size: 12 };

/** Hatches a box. */
function hatchBox(ctx: CanvasRenderingContext2D, box: Box, colour: string): void {
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

/** Hatches what is after the last known bin, or the whole plot until its data arrive. */
export function hatch(kind: Kind): Layer {
  return {
    id: "hatch",
    under({ scene, ctx, area, x }) {
      const from = scene.data[kind] ? Math.max(area.left, x(scene.bins)) : area.left;
      hatchBox(ctx, { ...area, left: from }, scene.theme.hatch);
    },
  };
}

/** Shows in the plot why its data could not be read. */
export function failure(kind: Kind): Layer {
  return {
    id: "failure",
    over(drawing) {
      const { scene, pen, area } = drawing;
      const text = failureText(scene, kind);
      if (text !== null) note(drawing, pen.fitted(text, area.right - area.left - 16, NOTE), scene.theme.error);
    },
  };
}

/** Why a plot has no data; null without an error. */
export function failureText({ data }: Scene, kind: Kind): string | null {
  const failed = data.failed?.[kind];
  return failed ? `Could not be read: ${failed.message}` : null;
}

/** The red line where a run diverged. */
export const endLine: Layer = {
  id: "endLine",
  over({ scene, pen, area, x }) {
    if (scene.facts.status !== "diverged") return;
    const at = x(scene.facts.binsDone);
    if (at >= area.left && at <= area.right) pen.vertical(at, area.top, area.bottom, scene.theme.error, 2);
  },
};

/** Text in the middle of a plot that has nothing to show. */
export function note({ pen, area }: Drawing, text: string, colour?: string): void {
  const style = { ...NOTE, colour, align: "center", halo: true } as const;
  pen.text(text, (area.left + area.right) / 2, (area.top + area.bottom) / 2, style);
}
