/** The vertical scale of lanes: one each or one for all; linear from zero, or whole decades. */
import type { RateAnswer, TraceAnswer } from "../../../src/protocol/queries";
import { inUnit } from "../../style/labels";
import { logBounds, niceCeiling } from "../../style/ticks";
import type { Scene } from "../../app/scene";
import type { Axis, Point } from "../../plots/plot-spec";

/** Index at which the row of a lane's neuron starts in the answer's arrays. */
export function laneOffset(answer: TraceAnswer, neurons: readonly number[], neuron: number): number {
  const place = neurons.indexOf(neuron);
  return place < 0 ? -1 : place * answer.nColumns;
}

/** The scale of a lane, in the axes' unit. */
export function laneAxis(scene: Scene, neuron: number): Axis {
  const rates = scene.data.rates;
  if (!rates) return { min: 0, max: 1 };
  const neurons = scene.sameScale ? rates.query.neurons : rates.query.neurons.filter((other) => other === neuron);
  let [low, high] = [Infinity, 0];
  for (const other of neurons) {
    const from = laneOffset(rates.answer, rates.query.neurons, other);
    for (let column = from; column < from + rates.answer.nColumns; column++) {
      if (rates.answer.low[column] > 0) low = Math.min(low, rates.answer.low[column]);
      high = Math.max(high, rates.answer.high[column]);
    }
  }
  const { binSize } = scene.facts;
  if (!scene.log) return { min: 0, max: niceCeiling(inUnit(high, binSize)) };
  const [min, max] = logBounds(Number.isFinite(low) ? inUnit(low, binSize) : 0, inUnit(high, binSize));
  return { min, max, log: true };
}

/** The drive's own scale: the visible values, with some margin. */
export function driveAxis(scene: Scene, neuron: number): Axis {
  const drive = scene.data.drive;
  const trace = drive?.answer.trace;
  if (!drive || !trace) return { min: 0, max: 1 };
  const from = laneOffset(trace, drive.query.neurons, neuron);
  let [low, high] = [0, 0];
  for (let column = Math.max(0, from); from >= 0 && column < from + trace.nColumns; column++) {
    low = Math.min(low, trace.low[column]);
    high = Math.max(high, trace.high[column]);
  }
  const air = (high - low || 1) * 0.12;
  return { min: low < 0 ? low - air : low - air / 2, max: high + air };
}

/**
 * Points of a line: every bin, or each column's lowest and highest value. `least`: the smallest value that a log scale
 * shows.
 */
export function linePoints(
  answer: TraceAnswer,
  offset: number,
  scale: (value: number) => number,
  least: number,
): Point[] {
  const points: Point[] = [];
  const { start, binsPerColumn, nColumns, low, high } = answer;
  for (let column = 0; column < nColumns; column++) {
    const x = start + (column + 0.5) * binsPerColumn;
    const [bottom, top] = [Math.max(least, scale(low[offset + column])), Math.max(least, scale(high[offset + column]))];
    if (binsPerColumn === 1) points.push({ x, y: top });
    else if (column % 2 === 0) points.push({ x, y: bottom }, { x, y: top });
    else points.push({ x, y: top }, { x, y: bottom });
  }
  return points;
}

/** The figures of a lane's neuron over the visible range. Rates in counts per bin. */
export interface LaneFigures {
  readonly spikes: number;
  readonly perBin: number;
  readonly highest: number;
  readonly median: number;
}

/** The figures of a lane over `bins` bins; null when the answer lacks its neuron. */
export function laneFigures(
  answer: RateAnswer,
  neurons: readonly number[],
  neuron: number,
  bins: number,
): LaneFigures | null {
  const from = laneOffset(answer, neurons, neuron);
  if (from < 0) return null;
  let [spikes, highest] = [0, 0];
  for (let column = from; column < from + answer.nColumns; column++) {
    spikes += answer.spikes[column];
    highest = Math.max(highest, answer.high[column]);
  }
  return { spikes, perBin: spikes / bins, highest, median: answer.median[from / Math.max(1, answer.nColumns)] };
}
