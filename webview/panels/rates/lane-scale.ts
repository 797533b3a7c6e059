/** The vertical scale of lanes: one each or one for all; linear from zero, or whole decades. */
import type { RateAnswer, TraceAnswer, TraceQuery } from "../../../src/protocol/queries";
import { inUnit } from "../../style/labels";
import { logBounds, niceCeiling } from "../../style/ticks";
import type { Scene } from "../../app/scene";
import type { Axis, Point } from "../../plots/plot-spec";

/** The row of one neuron in an answer: its arrays from the index `from` on. */
export interface Lane<A extends TraceAnswer = TraceAnswer> {
  readonly answer: A;
  readonly from: number;
}

/** The row of a neuron; null until an answer has it. */
export function laneOf<A extends TraceAnswer>(
  answered: { readonly query: TraceQuery; readonly answer: A } | undefined,
  neuron: number,
): Lane<A> | null {
  const place = answered ? answered.query.neurons.indexOf(neuron) : -1;
  return answered && place >= 0 ? { answer: answered.answer, from: place * answered.answer.nColumns } : null;
}

/** The drive of a neuron; null without one. */
export function driveOf({ data }: Scene, neuron: number): Lane | null {
  const trace = data.drive?.answer.trace;
  return data.drive && trace ? laneOf({ query: data.drive.query, answer: trace }, neuron) : null;
}

/** The scale of a lane, in the axes' unit. */
export function laneAxis(scene: Scene, neuron: number): Axis {
  const rates = scene.data.rates;
  if (!rates) return { min: 0, max: 1 };
  let [low, high] = [Infinity, 0];
  for (const other of scene.sameScale ? rates.query.neurons : [neuron]) {
    const lane = laneOf(rates, other);
    if (!lane) continue;
    const { answer, from } = lane;
    for (let column = from; column < from + answer.nColumns; column++) {
      if (answer.low[column] > 0) low = Math.min(low, answer.low[column]);
      high = Math.max(high, answer.high[column]);
    }
  }
  const { binSize } = scene.facts;
  if (!scene.log) return { min: 0, max: niceCeiling(inUnit(high, binSize)) };
  const [min, max] = logBounds(Number.isFinite(low) ? inUnit(low, binSize) : 0, inUnit(high, binSize));
  return { min, max, log: true };
}

/** The drive's own scale: the visible values, with some margin. */
export function driveAxis(scene: Scene, neuron: number): Axis {
  const drive = driveOf(scene, neuron);
  if (!drive) return { min: 0, max: 1 };
  const { answer, from } = drive;
  let [low, high] = [0, 0];
  for (let column = from; column < from + answer.nColumns; column++) {
    low = Math.min(low, answer.low[column]);
    high = Math.max(high, answer.high[column]);
  }
  const air = (high - low || 1) * 0.12;
  return { min: low < 0 ? low - air : low - air / 2, max: high + air };
}

/** Points of a line: every bin, or each column's lowest and highest value. A log scale shows no value below `least`. */
export function linePoints({ answer, from }: Lane, scale: (value: number) => number, least = -Infinity): Point[] {
  const points: Point[] = [];
  const { start, binsPerColumn, nColumns, low, high } = answer;
  for (let column = 0; column < nColumns; column++) {
    const x = start + (column + 0.5) * binsPerColumn;
    const [bottom, top] = [Math.max(least, scale(low[from + column])), Math.max(least, scale(high[from + column]))];
    if (binsPerColumn === 1) points.push({ x, y: top });
    else if (column % 2 === 0) points.push({ x, y: bottom }, { x, y: top });
    else points.push({ x, y: top }, { x, y: bottom });
  }
  return points;
}

/** The figures of a lane over its `bins` bins. Rates in counts per bin. */
export function laneFigures({ answer, from }: Lane<RateAnswer>, bins: number) {
  let [spikes, highest] = [0, 0];
  for (let column = from; column < from + answer.nColumns; column++) {
    spikes += answer.spikes[column];
    highest = Math.max(highest, answer.high[column]);
  }
  return { spikes, perBin: spikes / bins, highest, median: answer.median[from / Math.max(1, answer.nColumns)] };
}
