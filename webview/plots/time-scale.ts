import type { BinRange } from "../../src/protocol/queries";
import type { Scene } from "../app/scene";
import { timeTicks } from "../style/ticks";
import type { XScale } from "./plot-spec";

/** Time as a plot's x scale: in bins, with marks in seconds where bins have a size; the unit stands on the first or last mark. */
export function timeScale(range: BinRange, { facts }: Scene, unit: "first" | "last" = "first"): XScale {
  const ticks = (pixels: number, spacing: number) => timeTicks(range, facts.binSize, pixels, spacing, unit);
  return { min: range.start, max: range.end, ticks };
}

/** What the time plots below the overview share: the bins in view. */
export function viewScale(scene: Scene): XScale {
  return timeScale(scene.range, scene);
}
