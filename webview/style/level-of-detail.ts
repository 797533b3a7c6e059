/** How much is drawn at which zoom. */

const MOST_TICKS = 40_000;
const MOST_FILLED = 0.35;
const LOWEST_TICK_ROW = 3;
/** What is shown stays until it is this much past the limit, so that panning does not flicker between the two. */
const HYSTERESIS = 0.2;
/** At most so many spikes are labelled with their bins. */
export const FEW_SPIKES = 20;
/** From so many pixels a bin, spikes are blocks that fill their bin. */
export const BLOCK_PIXELS = 12;

/**
 * Up to how many spikes in view are drawn one by one; 0: never.
 * `rowHeight` and `plotWidth` in CSS pixels; `now` is what the raster shows.
 */
export function mostTicks(
  rowHeight: number,
  nRows: number,
  plotWidth: number,
  now: "ticks" | "density" | null,
): number {
  const slack = now === "ticks" ? 1 + HYSTERESIS : now === "density" ? 1 - HYSTERESIS : 1;
  if (rowHeight * slack < LOWEST_TICK_ROW) return 0;
  return Math.floor(Math.min(MOST_TICKS, MOST_FILLED * nRows * plotWidth) * slack);
}

/** Width of a spike in CSS pixels: clamp(1.2, 0.9 of a bin, 3), a little more for each doubling of its count. */
export function tickWidth(pixelsPerBin: number, count: number): number {
  if (pixelsPerBin >= BLOCK_PIXELS) return pixelsPerBin - 1;
  return Math.min(3, Math.max(1.2, 0.9 * pixelsPerBin)) + Math.log2(Math.max(1, count));
}

/** Height of a spike in CSS pixels. */
export function tickHeight(rowHeight: number): number {
  return Math.min(18, Math.max(1, rowHeight - (rowHeight > 6 ? 2 : 1)));
}

/** Opacity of a density cell that holds `value` spikes. */
export function densityAlpha(value: number, percentile97: number): number {
  if (value <= 0) return 0;
  return 0.22 + 0.7 * Math.sqrt(Math.min(1, value / Math.max(percentile97, Number.MIN_VALUE)));
}

/** Columns to ask of a line: every bin up to two a pixel, else one column a pixel with its lowest and highest value. */
export function lineColumns(bins: number, plotWidth: number): number {
  return bins <= 2 * plotWidth ? bins : Math.max(1, Math.round(plotWidth));
}

/** The overview draws its highest values as the line when so few bins share a pixel, else the mean below a veil of maxima. */
export function overviewLine(bins: number, plotWidth: number): "high" | "mean" {
  return bins <= 4 * plotWidth ? "high" : "mean";
}

/** A log scale helps where rates in view span more than two decades above their median. */
export function wantsLog(highest: number, median: number): boolean {
  return median > 0 && highest / median > 100;
}
