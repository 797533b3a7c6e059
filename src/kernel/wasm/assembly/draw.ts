/** One bin: eta, rates, and counts drawn by Knuth's method (rates below 10) exactly as src/random/knuth.ts draws them. */
import { exp } from "./exp";
import { drawAgain } from "./imports";
import { EXP, IDENTITY, LOGISTIC, NORM_CDF, ONE_OVER_X, rateOf, SOFTPLUS } from "./links";
import { driveAt, driveRow, LONGEST_CHAIN, outputRow, paddedRow, ratesAt, ringAt, ringTile, spikesAt, TILE, uniformsAt, VECTOR } from "./memory";
import { entry } from "./tables";
import { chainUniforms, startChain } from "./threefry";

/** 1 - 4.8e-7, how far log(u) is certain to stay below -rate for u <= 1 - rate, whatever its rounding; and 0. */
const QUIET = memory.data<f32>([0.99999952, 0]);

/** What the vectors of one bin held besides rates. */
export let anySpike: bool = false;
export let anySpecial: bool = false;
let chainStarted: bool = false;

/** Draws the vectors `first` … `last` of bin `bin` of the block, whose eta are in row `row` of the ring. */
export function drawBin(link: i32, bin: i32, row: i32, first: i32, last: i32): void {
  anySpike = false;
  anySpecial = false;
  chainStarted = false;
  switch (link) {
    case SOFTPLUS: return drawVectors(SOFTPLUS, bin, row, first, last);
    case EXP: return drawVectors(EXP, bin, row, first, last);
    case LOGISTIC: return drawVectors(LOGISTIC, bin, row, first, last);
    case NORM_CDF: return drawVectors(NORM_CDF, bin, row, first, last);
    case ONE_OVER_X: return drawVectors(ONE_OVER_X, bin, row, first, last);
    case IDENTITY: return drawVectors(IDENTITY, bin, row, first, last);
  }
}

// @ts-expect-error: decorator
@inline
function drawVectors(link: i32, bin: i32, row: i32, first: i32, last: i32): void {
  const committed = ringAt + <usize>row * TILE;
  const drive = driveAt + <usize>bin * driveRow;
  const uniforms = uniformsAt + <usize>bin * paddedRow;
  const rates = ratesAt + <usize>bin * outputRow;
  const spikes = spikesAt + <usize>bin * outputRow;
  for (let vector = first; vector < last; vector++) {
    const offset = <usize>vector * VECTOR;
    const eta = f32x4.add(v128.load(committed + <usize>(vector >> 1) * ringTile + (offset & VECTOR)), v128.load(drive + offset));
    const rate = rateOf(link, eta);
    const u = v128.load(uniforms + offset);
    // At a rate of 0.02, 98 % of the neurons end here; the first of two uniform numbers alone says that they do not spike.
    let quiet = f32x4.le(u, f32x4.sub(entry(QUIET, 0), rate));
    // Only these two links can give a rate that is negative; NaN and rates of 1 and more are never quiet.
    if (link === ONE_OVER_X || link === IDENTITY) quiet = v128.and(quiet, f32x4.ge(rate, entry(QUIET, 1)));
    v128.store(rates + offset, rate);
    v128.store(spikes + offset, i32x4.splat(0));
    if (i32x4.bitmask(quiet) !== 15) drawVector(bin, vector << 2, rate, u, v128.not(quiet), spikes + offset);
  }
}

/** Rates from here on are left to the exact way; a little below 10, since rates here may be two ulp off. */
const LIMITS = memory.data<f32>([9.9999, 0.9999, 1.0001]);

/**
 * Counts of the four neurons from `neuron` on, of which those of `waiting` may spike. Knuth's comparison of a sum of logarithms
 * with -rate is made as a comparison of the product of uniforms with exp(-rate), without logarithms: twice as fast, and the same
 * wherever the two are more than 1e-4 apart, for JAX's sum is exact to 1e-5. The one draw in 5000 that is closer is made again exactly.
 */
function drawVector(bin: i32, neuron: i32, rate: v128, u: v128, waiting: v128, spikes: usize): void {
  const usual = v128.and(f32x4.ge(rate, f32x4.splat(0)), f32x4.lt(rate, entry(LIMITS, 0)));
  if (v128.any_true(v128.andnot(waiting, usual))) {
    anySpecial = true;
    return;
  }
  if (!chainStarted) startChain(bin);
  chainStarted = true;
  const bound = exp(f32x4.neg(rate));
  const below = f32x4.mul(bound, entry(LIMITS, 1));
  const above = f32x4.mul(bound, entry(LIMITS, 2));
  let product = u;
  let counts = i32x4.splat(0);
  let unsure = i32x4.splat(0);
  for (let iteration = 1; ; iteration++) {
    waiting = v128.and(waiting, f32x4.gt(product, below));
    unsure = v128.or(unsure, v128.and(waiting, f32x4.lt(product, above)));
    if (!v128.any_true(waiting)) break;
    if (iteration === LONGEST_CHAIN) {
      unsure = v128.or(unsure, waiting);
      break;
    }
    counts = i32x4.sub(counts, waiting);
    product = f32x4.mul(product, chainUniforms(iteration, neuron));
  }
  v128.store(spikes, counts);
  if (v128.any_true(unsure)) makeSure(bin, neuron, i32x4.bitmask(unsure), spikes);
  anySpike = anySpike || v128.any_true(v128.load(spikes));
}

/** Draws the lanes of `lanes` again, by the TypeScript reference. */
function makeSure(bin: i32, neuron: i32, lanes: i32, spikes: usize): void {
  for (let lane = 0; lane < 4; lane++) {
    if (lanes & (1 << lane)) store<i32>(spikes + (<usize>lane << 2), drawAgain(bin, neuron + lane));
  }
}
