/** The population rate in the overview: its line, its scale, and its peak. */
import type { PopulationAnswer } from "../../../src/protocol/queries";
import { inUnit } from "../../style/labels";
import { overviewLine } from "../../style/level-of-detail";
import { niceCeiling } from "../../style/ticks";
import type { Scene } from "../../app/scene";
import type { Point } from "../../plots/plot-spec";

/** Bins over which the peak is averaged (a boxcar), so that one neuron's single bin does not count as a population peak. */
const PEAK_BINS = 20;

/** The mean below a veil of maxima, or, where few bins share a pixel, the maxima. */
export function lineOf({ facts, layout }: Scene): "high" | "mean" {
  return overviewLine(facts.nTimeBins, layout.plot);
}

/**
 * The axis ends above the line; a veil of single bins may exceed it by half at most. The last bins of a diverging run
 * may leave the scale, so that everything before them stays visible.
 */
export function ceilingOf(scene: Scene): number {
  const answer = scene.data.population?.answer;
  if (!answer) return 1;
  const highest = (values: Float32Array): number => values.reduce((most, value) => (value > most ? value : most), 0);
  const shown = lineOf(scene) === "high" ? answer.high : answer.mean;
  const line = scene.facts.status === "diverged" ? Math.min(highest(shown), 3 * mostOf(shown)) : highest(shown);
  return niceCeiling(inUnit(Math.min(highest(answer.high), 1.5 * line), scene.facts.binSize));
}

/** The 95th percentile. */
function mostOf(values: Float32Array): number {
  return values.slice().sort()[Math.floor(0.95 * (values.length - 1))] ?? 0;
}

/** Points of a line in the axes' unit, one per column; none until the answer is there. */
export function pointsOf({ data, facts }: Scene, which: "high" | "mean"): Point[] {
  const answer = data.population?.answer;
  if (!answer) return [];
  const { start, binsPerColumn } = answer;
  return Array.from(answer[which], (value, column) => ({
    x: start + (column + 0.5) * binsPerColumn,
    y: inUnit(value, facts.binSize),
  }));
}

/** The highest mean over about 20 bins; in a short run, the highest bin. Counts per bin. */
export function peakOf({ mean, high, binsPerColumn, nColumns }: PopulationAnswer): number {
  if (binsPerColumn * nColumns <= 100 * PEAK_BINS) return high.reduce((most, value) => Math.max(most, value), 0);
  const width = Math.max(1, Math.round(PEAK_BINS / binsPerColumn));
  let sum = 0;
  let peak = 0;
  for (let column = 0; column < nColumns; column++) {
    sum += mean[column] - (column >= width ? mean[column - width] : 0);
    if (column >= width - 1) peak = Math.max(peak, sum / width);
  }
  return peak;
}
