/** The geometry of the overview's brush: its edges, what the pointer grabs, and the result of a drag. */
import type { BinRange } from "../../src/protocol/queries";
import { clampRange, panRange, spanOf } from "../app/run/range";

/** Half the width in which a grip can be grabbed. */
const CATCH = 6;
const LEAST_WIDTH = 4;

/** The part of the brush that a press grabs. */
export type Hold = "start" | "end" | "inside" | "outside";

/** Left and right edge of the brush in pixels from the plot's left; at least 4 apart. */
export function brushEdges(range: BinRange, nTimeBins: number, width: number): readonly [number, number] {
  const left = (range.start / nTimeBins) * width;
  const right = (range.end / nTimeBins) * width;
  if (right - left >= LEAST_WIDTH) return [left, right];
  const middle = Math.min(width - LEAST_WIDTH / 2, Math.max(LEAST_WIDTH / 2, (left + right) / 2));
  return [middle - LEAST_WIDTH / 2, middle + LEAST_WIDTH / 2];
}

/** The part that a press at `x` grabs. */
export function holdAt(x: number, range: BinRange, nTimeBins: number, width: number): Hold {
  const [left, right] = brushEdges(range, nTimeBins, width);
  const [toLeft, toRight] = [Math.abs(x - left), Math.abs(x - right)];
  if (Math.min(toLeft, toRight) <= CATCH && right - left > CATCH) return toLeft < toRight ? "start" : "end";
  if (x > left && x < right) return right - left >= width - 1 ? "outside" : "inside";
  return "outside";
}

/** The range after dragging `hold` from bin `from` to bin `to`, starting from the range `before`. */
export function dragBrush(hold: Hold, before: BinRange, from: number, to: number, nTimeBins: number): BinRange {
  switch (hold) {
    case "inside":
      return panRange(before, to - from, nTimeBins);
    case "outside":
      return spanOf(from, to, nTimeBins);
    case "start":
      return spanOf(to, before.end, nTimeBins);
    case "end":
      return spanOf(before.start, to, nTimeBins);
  }
}

/** The range moved so that its middle is at `bin`. */
export function centreOn(range: BinRange, bin: number, nTimeBins: number): BinRange {
  const length = range.end - range.start;
  return clampRange({ start: bin - length / 2, end: bin + length / 2 }, nTimeBins);
}
