import type { BinRange } from "../../src/protocol/queries";
import type { Scene } from "../app/scene";
import { timeTicks } from "../style/ticks";
import type { XScale } from "./plot-spec";

/** Time as an x scale: in bins, with ticks in seconds where bins have a size. The unit is on the first or last tick. */
export function timeScale(range: BinRange, { facts }: Scene, unit: "first" | "last" = "first"): XScale {
  const ticks = (pixels: number, spacing: number) => timeTicks(range, facts.binSize, pixels, spacing, unit);
  return { min: range.start, max: range.end, ticks };
}

/** The x scale of the time plots below the overview: the visible bins. */
export function viewScale(scene: Scene): XScale {
  return timeScale(scene.range, scene);
}
