/** The one range of bins that all plots show: zooming, panning, clamping. Bins are whole numbers. */
import type { BinRange } from "../../../src/protocol/queries";

/** Fewest bins in view, unless the run is shorter. */
const SHORTEST_RANGE = 20;

/** Zoom factor of one wheel notch or key press. */
export const ZOOM_STEP = 1.2;

export function lengthOf(range: BinRange): number {
  return range.end - range.start;
}

/** Moves and shortens a range so that 0 <= start < end <= nTimeBins and it holds at least 20 bins. */
export function clampRange(range: BinRange, nTimeBins: number): BinRange {
  const length = Math.min(nTimeBins, Math.max(SHORTEST_RANGE, Math.round(range.end - range.start)));
  const start = Math.min(Math.max(0, Math.round(range.start)), nTimeBins - length);
  return { start, end: start + length };
}

/** Zooms by `factor` (> 1: closer) so that the bin at `fraction` (0 left, 1 right) of the plot stays there. */
export function zoomRange(range: BinRange, factor: number, fraction: number, nTimeBins: number): BinRange {
  const length = lengthOf(range);
  let zoomed = Math.round(length / factor);
  if (zoomed === length) zoomed += factor > 1 ? -1 : 1;
  zoomed = Math.min(nTimeBins, Math.max(Math.min(SHORTEST_RANGE, nTimeBins), zoomed));
  const pivot = range.start + fraction * length;
  return clampRange({ start: pivot - fraction * zoomed, end: pivot + (1 - fraction) * zoomed }, nTimeBins);
}

/** Moves a range by a number of bins (right is positive); its length stays. */
export function panRange(range: BinRange, bins: number, nTimeBins: number): BinRange {
  const length = lengthOf(range);
  const start = Math.min(Math.max(0, Math.round(range.start + bins)), nTimeBins - length);
  return { start, end: start + length };
}

/** Moves a range no further than needed to include a bin. */
export function revealBin(range: BinRange, bin: number, nTimeBins: number): BinRange {
  if (bin >= range.start && bin < range.end) return range;
  const margin = Math.floor(lengthOf(range) / 10);
  return bin < range.start
    ? panRange(range, bin - margin - range.start, nTimeBins)
    : panRange(range, bin + 1 + margin - range.end, nTimeBins);
}

/** The range between two bins, in any order. */
export function spanOf(one: number, other: number, nTimeBins: number): BinRange {
  const start = Math.floor(Math.min(one, other));
  return clampRange({ start, end: Math.ceil(Math.max(one, other)) }, nTimeBins);
}

/** The part of a range that has data, or null. */
export function clipRange(range: BinRange, binsDone: number): BinRange | null {
  const end = Math.min(range.end, binsDone);
  return end > range.start ? { start: range.start, end } : null;
}

export function sameRange(one: BinRange, other: BinRange): boolean {
  return one.start === other.start && one.end === other.end;
}
