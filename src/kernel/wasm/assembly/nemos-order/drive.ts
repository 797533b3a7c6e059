/** The feedforward input of a block: rows of XLA's product, which are bins; four neurons at a time. */
import { nNeurons, nVectors, paddedRow, TILE } from "../memory";
import { fma } from "./fma";
import { driveAt, driveRow, feedforwardAt, inputAt, LANES, lanesAt, nFeatures } from "./memory";
import { sumLanes } from "./lanes";

/** Computes `driveAt` of so many bins, of which the first `nTiled` are in full tiles. */
export function drive(nBins: i32, nTiled: i32): void {
  const nLaned = nFeatures & ~7;
  for (let bin = 0; bin < nBins; bin++) {
    for (let vector = 0; vector < nVectors; vector++) {
      const to = driveAt + <usize>bin * driveRow + (<usize>vector << 4);
      const input = inputAt + (<usize>((bin * nNeurons + (vector << 2)) * nFeatures) << 2);
      const coefficients = feedforwardAt + (<usize>vector << 4);
      if (nFeatures === 1) {
        v128.store(to, f32x4.mul(v128.load(coefficients), v128.load(input)));
        continue;
      }
      for (let lane = 0; lane < LANES; lane++) addLane(coefficients, input, lane, nLaned, LANES, lane);
      addLane(coefficients, input, nLaned, nFeatures, 1, LANES);
      v128.store(to, sumLanes(lanesAt, bin < nTiled));
    }
  }
}

/** Adds every `step`-th feature from `k` to `end`. */
function addLane(coefficients: usize, input: usize, k: i32, end: i32, step: i32, lane: i32): void {
  const neuron = <usize>nFeatures << 2;
  let sum = f32x4.splat(0);
  for (; k < end; k += step) {
    const at = input + (<usize>k << 2);
    let x = v128.load32_zero(at);
    x = v128.load32_lane(at + neuron, x, 1);
    x = v128.load32_lane(at + 2 * neuron, x, 2);
    x = v128.load32_lane(at + 3 * neuron, x, 3);
    sum = fma(v128.load(coefficients + <usize>k * paddedRow), x, sum);
  }
  v128.store(lanesAt + <usize>lane * TILE, sum);
}
