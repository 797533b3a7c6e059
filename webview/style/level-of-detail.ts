/** How much to draw at each zoom. */

const MOST_TICKS = 40_000;
const MOST_FILLED = 0.35;
const LOWEST_TICK_ROW = 3;
/** The current display is kept up to this far past the limit, so that panning does not flicker. */
const HYSTERESIS = 0.2;
/** Up to this many spikes are labelled with their bins. */
export const FEW_SPIKES = 20;
/** From this many pixels per bin on, spikes are blocks that fill their bin. */
export const BLOCK_PIXELS = 12;

/**
 * The number of visible spikes up to which they are drawn singly; 0: never. `rowHeight` and `plotWidth` in CSS pixels;
 * `now` is what the raster currently shows.
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

/** Width of a spike in CSS pixels: clamp(1.2, 0.9 of a bin, 3), slightly wider for each doubling of its count. */
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

/** Columns to query for a line: every bin up to two per pixel, else one column per pixel with its extremes. */
export function lineColumns(bins: number, plotWidth: number): number {
  return bins <= 2 * plotWidth ? bins : Math.max(1, Math.round(plotWidth));
}

/** The overview's line shows the highest values where few bins share a pixel, else the mean below a veil of maxima. */
export function overviewLine(bins: number, plotWidth: number): "high" | "mean" {
  return bins <= 4 * plotWidth ? "high" : "mean";
}

/** Whether a log scale helps: visible rates exceed their median by more than two decades. */
export function wantsLog(highest: number, median: number): boolean {
  return median > 0 && highest / median > 100;
}
