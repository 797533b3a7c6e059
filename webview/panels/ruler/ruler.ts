/** The time ruler above the raster: ticks, the crosshair's time, and the scale of the mean-rate margin. */
import { axisLabel } from "../../style/ticks";
import { MARGIN_GAP } from "../../style/layout";
import { timeOfBin } from "../../style/labels";
import { crosshairX, span } from "../../plots/crosshair";
import { RULER_SPACING } from "../../plots/grid";
import { marginScale } from "../../plots/margin";
import { viewScale } from "../../plots/time-scale";
import type { Layer, PlotSpec } from "../../plots/plot-spec";

const marks: Layer = {
  id: "ruler",
  over(drawing) {
    const { scene, pen, area, width, x, xScale } = drawing;
    const { theme, facts, layout } = scene;
    const middle = area.top + layout.ruler / 2 - 1;
    const pointed = crosshairX(drawing);
    const pointedText = pointed === null || !scene.cursor ? "" : timeOfBin(scene.cursor.bin, facts.binSize);
    const half = pointed === null ? 0 : pen.widthOf(pointedText, { bold: true }) / 2 + 8;
    const tabAt = pointed === null ? 0 : clamp(pointed, area.left + half - 6, area.right - half + 6);
    for (const { at: value, label } of xScale.ticks(area.right - area.left, RULER_SPACING)) {
      const at = x(value);
      pen.vertical(clamp(at, area.left + 0.5, area.right - 0.5), area.bottom - 4, area.bottom, theme.axis);
      const span = pen.widthOf(label) / 2;
      const centre = clamp(at, area.left + span + 1, area.right - span - 1);
      if (pointed !== null && Math.abs(centre - tabAt) < half + span) continue;
      pen.text(label, centre, middle, { colour: theme.text, align: "center" });
    }
    pen.text("neuron", area.left - 7, middle, { align: "right" });
    if (pointed !== null) pen.tab(pointedText, tabAt, middle, 17);
    const scale = marginScale(scene);
    if (scale && layout.margin > 0) {
      pen.text("0", area.right + MARGIN_GAP, middle);
      pen.text(`${axisLabel(scale.max)}${facts.binSize === null ? "" : " Hz"}`, width, middle, { align: "right" });
    }
  },
};

/** The ruler's plot. */
export const rulerSpec = (): PlotSpec => ({
  layers: [marks, span],
  padding: () => ({ top: 0, bottom: 0 }),
  x: viewScale,
  axes: () => ({ y: { min: 0, max: 1 } }),
});

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
