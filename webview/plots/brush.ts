/** The brush on the overview: where it is, what the pointer would take hold of, and what a drag makes of it. */
import type { BinRange } from "../../src/protocol/queries";
import { clampRange, panRange, spanOf } from "../app/run/range";

/** Half the width in which a grip can be caught. */
const CATCH = 6;
const LEAST_WIDTH = 4;

export type Hold = "start" | "end" | "inside" | "outside";

/** Left and right edge of the brush in pixels from the plot's left; never narrower than 4. */
export function brushEdges(range: BinRange, nTimeBins: number, width: number): readonly [number, number] {
  const left = (range.start / nTimeBins) * width;
  const right = (range.end / nTimeBins) * width;
  if (right - left >= LEAST_WIDTH) return [left, right];
  const middle = Math.min(width - LEAST_WIDTH / 2, Math.max(LEAST_WIDTH / 2, (left + right) / 2));
  return [middle - LEAST_WIDTH / 2, middle + LEAST_WIDTH / 2];
}

/** What a press at `x` takes hold of. */
export function holdAt(x: number, range: BinRange, nTimeBins: number, width: number): Hold {
  const [left, right] = brushEdges(range, nTimeBins, width);
  const [toLeft, toRight] = [Math.abs(x - left), Math.abs(x - right)];
  if (Math.min(toLeft, toRight) <= CATCH && right - left > CATCH) return toLeft < toRight ? "start" : "end";
  if (x > left && x < right) return right - left >= width - 1 ? "outside" : "inside";
  return "outside";
}

/** The range after dragging from bin `from` to bin `to` what was taken hold of when the range was `before`. */
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

/** The range moved so that its middle lies at a bin. */
export function centreOn(range: BinRange, bin: number, nTimeBins: number): BinRange {
  const length = range.end - range.start;
  return clampRange({ start: bin - length / 2, end: bin + length / 2 }, nTimeBins);
}
