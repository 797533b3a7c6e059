/** Vertical lines at the ruler's ticks, through raster and lanes. */
import type { Layer } from "./plot-spec";

/** Approximate distance of the ruler's ticks, in CSS pixels. */
export const RULER_SPACING = 84;

/** Draws the grid lines. */
export const grid: Layer = {
  id: "grid",
  under({ scene, pen, area, x, xScale }) {
    for (const tick of xScale.ticks(area.right - area.left, RULER_SPACING)) {
      const at = x(tick.at);
      if (at > area.left + 1 && at < area.right - 1) pen.vertical(at, area.top, area.bottom, scene.theme.grid);
    }
  },
};
