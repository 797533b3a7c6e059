/** Facts about the visible spikes: the nearest one, their number, the busiest neuron. */
import { lengthOf, sameRange } from "../../app/run/range";
import type { Scene } from "../../app/scene";
import { knownRange, spokenRaster } from "../../style/labels";

/** In a neuron's row, the pointer catches spikes within this many pixels. */
const REACH = 3;

/** The bin of this neuron's drawn spike nearest to the pointer, or null. */
export function nearestSpike({ data, layout, range }: Scene, x: number, neuron: number): number | null {
  const answer = data.raster?.answer;
  if (answer?.kind !== "ticks") return null;
  const perBin = layout.plot / lengthOf(range);
  let [best, nearest] = [REACH, -1];
  for (let spike = 0; spike < answer.bins.length; spike++) {
    if (answer.neurons[spike] !== neuron) continue;
    const off = Math.abs((answer.bins[spike] + 0.5 - range.start) * perBin - x);
    if (off < best) [best, nearest] = [off, answer.bins[spike]];
  }
  return nearest < 0 || perBin > 2 * REACH ? null : nearest;
}

/** What a screen reader says of the raster. */
export function rasterSummary(scene: Scene): string {
  const { facts, data, rows } = scene;
  const range = knownRange(scene);
  const isRead = data.raster !== undefined && sameRange(data.raster.query.range, range);
  const spikes = isRead ? (data.raster?.answer.spikes ?? null) : null;
  return spokenRaster(facts, range, rows.order.length, spikes, busiest(scene));
}

/** The neuron with most of the spikes drawn singly; otherwise of the whole run. */
function busiest({ data, spikes }: Scene): number | null {
  const answer = data.raster?.answer;
  const counts = answer?.kind === "ticks" ? new Map<number, number>() : null;
  if (answer?.kind === "ticks")
    answer.neurons.forEach((neuron, spike) => counts?.set(neuron, (counts.get(neuron) ?? 0) + answer.counts[spike]));
  const entries: Iterable<readonly [number, number]> =
    counts ?? Array.from(spikes ?? [], (count, neuron) => [neuron, count] as const);
  let best: readonly [number, number] | null = null;
  for (const [neuron, count] of entries)
    if (!best || count > best[1] || (count === best[1] && neuron < best[0])) best = [neuron, count];
  return best ? best[0] : null;
}
