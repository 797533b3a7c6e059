/** Lines down from the ruler's marks, through raster and lanes. */
import { vertical } from "./pen";
import type { Layer } from "./plot-spec";

/** About how far apart the ruler's marks are, in CSS pixels. */
export const RULER_SPACING = 84;

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
