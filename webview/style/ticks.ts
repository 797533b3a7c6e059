/** The ticks of axes and their labels. */
import { fixed, significant, whole } from "../../src/text/numbers";
import type { BinRange } from "../../src/protocol/queries";

/** A tick of an axis. */
export interface Tick {
  /** In the axis' unit; time in bins, possibly fractional. */
  readonly at: number;
  readonly label: string;
}

const SECONDS_STEPS = [1, 2, 2.5, 5, 10];
const BIN_STEPS = [1, 2, 5, 10];

/** The smallest step of 1, 2, (2.5,) 5 times a power of ten that gives at most `most` steps in `span`. */
function niceStep(span: number, most: number, factors: readonly number[] = SECONDS_STEPS): number {
  const rough = span / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = factors.find((candidate) => candidate * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** Decimals needed to distinguish multiples of a step. */
export function decimalsOf(step: number): number {
  for (let decimals = 0; decimals < 12; decimals++) {
    const scaled = step * 10 ** decimals;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * scaled) return decimals;
  }
  return 12;
}

/**
 * Ticks of a time axis, about `spacing` pixels apart: in seconds where bins have a size, else in bins. The unit is on
 * the first (`unit: "first"`) or last tick; bins have none.
 */
export function timeTicks(
  range: BinRange,
  binSize: number | null,
  pixels: number,
  spacing: number,
  unit: "first" | "last",
): Tick[] {
  const scale = binSize ?? 1;
  const [from, to] = [range.start * scale, range.end * scale];
  const most = Math.max(1, Math.floor(pixels / spacing));
  const step = binSize === null ? Math.max(1, niceStep(to - from, most, BIN_STEPS)) : niceStep(to - from, most);
  const decimals = decimalsOf(step);
  const ticks: { at: number; label: string }[] = [];
  // Adding 0 avoids minus zero.
  for (let index = Math.ceil(from / step - 1e-9) + 0; index * step <= to + 1e-9 * step; index++) {
    const value = index * step;
    ticks.push({
      at: value / scale,
      label: binSize === null ? whole(value) : value === 0 ? "0" : fixed(value, decimals),
    });
  }
  const marked = unit === "first" ? ticks.find(({ label }) => label !== "0") : ticks.at(-1);
  if (binSize !== null && marked) marked.label += " s";
  return ticks;
}

const CEILINGS = [1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 10];

/** A round upper end for an axis: 70 for 62.3, 0.04 for 0.031; 1 for 0. */
export function niceCeiling(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = CEILINGS.find((candidate) => candidate * power >= value * (1 - 1e-9)) ?? 10;
  return Number((factor * power).toPrecision(3));
}

/** A decade higher would not be finite. */
const LARGEST_DECADE = 308;

/** Whole decades around positive values, at most eight, so that one tiny rate does not flatten all others. */
export function logBounds(low: number, high: number): readonly [number, number] {
  if (!(high > 0) || !Number.isFinite(high)) return [0.1, 1];
  const top = Math.min(LARGEST_DECADE, Math.ceil(Math.log10(high) - 1e-9));
  const bottom = low > 0 ? Math.floor(Math.log10(low) + 1e-9) : top - 4;
  return [10 ** Math.min(top - 1, Math.max(bottom, top - 8)), 10 ** top];
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A power of ten at the end of an axis: `0.1`, `1`, `100`, `10⁵`, `10⁻⁶`. */
export function powerLabel(value: number): string {
  const exponent = Math.round(Math.log10(value));
  if (exponent >= -2 && exponent <= 3) return significant(10 ** exponent, 1);
  const digits = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPTS[Number(digit)]).join("");
  return `10${exponent < 0 ? "⁻" : ""}${digits}`;
}

/** A value at the end of a linear axis: `200`, `0.04`, `1.5`. */
export function axisLabel(value: number): string {
  return significant(value, 3);
}
