/** The view's texts: times, ranges, rates, positions. */
import { count, fixed, hertz, plural, rate, significant, whole } from "../../src/text/numbers";
import type { BinRange } from "../../src/protocol/queries";
import type { Facts } from "../app/run/facts";
import { clipRange } from "../app/run/range";
import type { Scene } from "../app/scene";
import { decimalsOf } from "./ticks";

/** Decimals needed to distinguish neighbouring bins. */
function binDecimals(binSize: number): number {
  return Math.min(9, decimalsOf(binSize));
}

/** The start of a bin: `2.090 s`, or `bin 2 090` where bins have no size. */
export function timeOfBin(bin: number, binSize: number | null): string {
  return binSize === null ? `bin ${whole(bin)}` : `${fixed(bin * binSize, binDecimals(binSize))} s`;
}

/** The range in the toolbar: `1.560–3.060 s` and `1 500 bins`, or `bins 0–999` and `all`. */
export function rangeLabel(range: BinRange, facts: Facts): { readonly span: string; readonly size: string } {
  const known = facts.binsDone > range.start ? facts.binsDone : facts.nTimeBins;
  const end = Math.min(range.end, known);
  const all = range.start === 0 && end >= known && !facts.running;
  const size = all ? "all" : plural(end - range.start, "bin");
  if (facts.binSize === null) return { span: `bins ${whole(range.start)}–${whole(end - 1)}`, size };
  const decimals = binDecimals(facts.binSize);
  const span = `${fixed(range.start * facts.binSize, decimals)}–${fixed(end * facts.binSize, decimals)} s`;
  return { span, size };
}

/** Counts per bin in the axes' unit: hertz where bins have a size. */
export function inUnit(perBin: number, binSize: number | null): number {
  return binSize === null ? perBin : perBin / binSize;
}

/** The unit of rates on the axes. */
export function unitOf(binSize: number | null): string {
  return binSize === null ? "counts per bin" : "Hz";
}

/** A rate without its unit: `53.6` or `0.0142`. */
export function rateNumber(perBin: number, binSize: number | null): string {
  return binSize === null ? significant(perBin, 2) : hertz(perBin / binSize);
}

/** `1 spike`, `40 spikes`. */
export function spikesText(spikes: number): string {
  return `${count(spikes)} ${spikes === 1 ? "spike" : "spikes"}`;
}

/** The crosshair's position for a screen reader: `Neuron 26, bin 2 090, 1 spike, 53.6 hertz.` */
export function spokenCell(title: string, bin: number, spikes: number, perBin: number, binSize: number | null): string {
  const spoken = rate(perBin, binSize).replace("Hz", "hertz");
  return `${title}, bin ${whole(bin)}, ${spikesText(spikes)}, ${spoken}.`;
}

/** The visible bins that have data. */
export function knownRange({ range, bins }: Pick<Scene, "range" | "bins">): BinRange {
  return clipRange(range, bins) ?? range;
}

/** `bins 1 560 to 3 059`. */
export function binsInView(scene: Pick<Scene, "range" | "bins">): string {
  const { start, end } = knownRange(scene);
  return `bins ${whole(start)} to ${whole(end - 1)}`;
}

/** What a raster shows: `Raster, 60 neurons, bins 1 560 to 3 059 of 5 000, 1 747 spikes, busiest neuron 35.` */
export function spokenRaster(
  facts: Facts,
  range: BinRange,
  shown: number,
  spikes: number | null,
  busiest: number | null,
): string {
  const parts = [
    "Raster",
    `${whole(shown)} ${shown === 1 ? "neuron" : "neurons"}`,
    `bins ${whole(range.start)} to ${whole(range.end - 1)} of ${whole(facts.nTimeBins)}`,
  ];
  if (spikes !== null) parts.push(spikesText(spikes));
  if (busiest !== null && spikes !== null && spikes > 0) parts.push(`busiest neuron ${busiest}`);
  return `${parts.join(", ")}.`;
}
