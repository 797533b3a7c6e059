import { log } from "../../random/float32";
import { linspace, tabulate } from "./grid";

const fround = Math.fround;
const PI = fround(Math.PI);

/*
 * Raised cosine bumps (Pillow et al., J. Neurosci. 25, 2005). Rounds to float32 exactly where NeMoS does, since steep
 * bumps amplify rounding errors. XLA divides an array by a number by multiplying with its reciprocal.
 */

/** Bumps with peaks equally spaced on [0, 1], on a grid of W points: (W, n). */
export function raisedCosineLinear(windowSize: number, n: number, width: number): Float32Array {
  const x = linspace(1, windowSize);
  const peaks = linspace(1, n);
  const perReach = fround(1 / fround((peaks[1] - peaks[0]) * width));
  return tabulate(windowSize, n, (w, b) =>
    bump(fround(fround(PI * fround(fround(x[w]) - fround(peaks[b]))) * perReach)),
  );
}

/** Bumps on a logarithmically stretched axis: narrow just after the spike, wide at long lags. */
export function raisedCosineLog(
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
