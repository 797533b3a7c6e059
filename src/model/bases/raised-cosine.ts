import { log } from "../../random/float32";
import { type Basis, COUNT, countOf } from "./basis";
import { linspace, tabulate } from "./grid";
import type { BasisParameter, GivenParameters } from "./parameters";

const fround = Math.fround;
const PI = fround(Math.PI);

/*
 * Raised cosine bumps (Pillow et al., J. Neurosci. 25, 2005). Rounds to float32 exactly where NeMoS does, since steep
 * bumps amplify rounding errors. XLA divides an array by a number by multiplying with its reciprocal.
 */

/** Bumps with peaks equally spaced on [0, 1], on a grid of W points: (W, n). */
function raisedCosineLinear(windowSize: number, n: number, width: number): Float32Array {
  const x = linspace(1, windowSize);
  const peaks = linspace(1, n);
  const perReach = fround(1 / fround((peaks[1] - peaks[0]) * width));
  return tabulate(windowSize, n, (w, b) =>
    bump(fround(fround(PI * fround(fround(x[w]) - fround(peaks[b]))) * perReach)),
  );
}

/** Bumps on a logarithmically stretched axis: narrow just after the spike, wide at long lags. */
function raisedCosineLog(
  windowSize: number,
  n: number,
  width: number,
  timeScaling: number,
  decayToZero: boolean,
): Float32Array {
  const scale = fround(timeScaling);
  const perWhole = fround(1 / log(fround(timeScaling + 1)));
  const stretched = linspace(1, windowSize).map((x) => fround(log(fround(fround(scale * fround(x)) + 1)) * perWhole));
  const lastPeak = decayToZero ? 1 - width / (n + width - 1) : 1;
  const peaks = linspace(lastPeak, n);
  const reach = (peaks[1] - peaks[0]) * width;
  return tabulate(windowSize, n, (w, b) => bump(fround((Math.PI * (stretched[w] - peaks[b])) / reach)));
}

function bump(phase: number): number {
  return fround(fround(Math.cos(Math.max(-PI, Math.min(PI, phase)))) + 1) / 2;
}

const WIDTH: BasisParameter = {
  name: "width",
  type: "number",
  default: 2,
  description: "Half the width of a bump, in distances between peaks: more than 1, and a multiple of 0.5.",
};
/** Wider bumps are flat; narrower ones lose the logarithm of the axis in float32. */
const LARGEST_WIDTH = 1e6;
const SMALLEST_TIME_SCALING = 1e-6;

export const RaisedCosineLinear: Basis = {
  parameters: [COUNT, WIDTH],
  columns: (given, windowSize) => raisedCosineLinear(windowSize, countOf(given, 2), bumpWidth(given)),
};

export const RaisedCosineLog: Basis = {
  parameters: [
    COUNT,
    WIDTH,
    {
      name: "time_scaling",
      type: "number",
      default: 50,
      description: "How strongly the axis is stretched towards late lags; above 0.",
    },
    {
      name: "enforce_decay_to_zero",
      type: "boolean",
      default: true,
      description: "Whether the last bump ends at 0 within the window.",
    },
  ],
  columns(given, windowSize) {
    const n = countOf(given, 2);
    const width = bumpWidth(given);
    const scaling = given.number("time_scaling");
    if (scaling <= 0) throw given.wrong("time_scaling", "above 0");
    if (scaling < SMALLEST_TIME_SCALING)
      throw given.wrong(
        "time_scaling",
        `at least ${SMALLEST_TIME_SCALING}: float32, in which NeMoS computes, cannot tell less from 0`,
      );
    return raisedCosineLog(windowSize, n, width, scaling, given.boolean("enforce_decay_to_zero"));
  },
};

function bumpWidth(given: GivenParameters): number {
  const width = given.number("width");
  const doubled = Math.round(2 * width);
  // The tolerance of numpy.isclose, which NeMoS uses.
  if (width <= 1 || Math.abs(2 * width - doubled) > 1e-8 + 1e-5 * Math.abs(doubled)) {
    throw given.wrong(
      "width",
      "more than 1 and a multiple of 0.5 (1.5, 2, 2.5, …): at other widths the bumps do not sum evenly",
    );
  }
  if (width > LARGEST_WIDTH) throw given.wrong("width", `at most ${LARGEST_WIDTH}: wider bumps are flat`);
  return width;
}
