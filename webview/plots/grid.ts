/** Vertical lines at the ruler's ticks, through raster and lanes. */
import { vertical } from "./pen";
import type { Layer } from "./plot-spec";

/** Approximate distance of the ruler's ticks, in CSS pixels. */
export const RULER_SPACING = 84;

/** Draws the grid lines. */
export const grid: Layer = {
  id: "grid",
  under({ scene, ctx, area, x, xScale }) {
    for (const tick of xScale.ticks(area.right - area.left, RULER_SPACING)) {
      const at = x(tick.at);
      if (at > area.left + 1 && at < area.right - 1)
        vertical(ctx, at, area.top, area.bottom, scene.theme.grid, scene.ratio);
    }
  },
};
