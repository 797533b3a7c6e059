/** One bin: eta to rates, and which neurons may spike. No branch depends on random numbers, so none is mispredicted. */
import { certainlySilent, maySpikeBits } from "./certainly-silent";
import { EXP, IDENTITY, LOGISTIC, NORM_CDF, ONE_OVER_X, rateOf, SOFTPLUS } from "./links";
import {
  driveAt, driveRow, outputRow, paddedRow, ratesAt, ringAt, ringTile, spikesAt, TILE, uniformsAt, VECTOR, maySpikeOf,
} from "./memory";
import { BATCH } from "./uniforms";

/** Addresses of this bin's eta, drive, uniform numbers, rates, counts and may-spike bits. */
let eta: usize = 0;
let drive: usize = 0;
let uniforms: usize = 0;
let rates: usize = 0;
let spikes: usize = 0;
let maySpike: usize = 0;

/**
 * Computes the rates of bin `bin` of the block from eta in row `row` of the ring, for neurons 4 * `first` to 4 *
 * `last`; clears their counts, and sets a bit for each that may spike.
 */
export function computeRates(link: i32, bin: i32, row: i32, first: i32, last: i32): void {
  eta = ringAt + <usize>row * TILE;
  drive = driveAt + <usize>bin * driveRow;
  uniforms = uniformsAt + <usize>(bin % BATCH) * paddedRow;
  rates = ratesAt + <usize>bin * outputRow;
  spikes = spikesAt + <usize>bin * outputRow;
  maySpike = maySpikeOf(bin);
  switch (link) {
    case SOFTPLUS: softplus(first, last); break;
    case EXP: exponential(first, last); break;
    case LOGISTIC: logistic(first, last); break;
    case NORM_CDF: normCdf(first, last); break;
    case ONE_OVER_X: oneOverX(first, last); break;
    default: identity(first, last);
  }
}

/** Whether any neuron may spike in the last bin. */
export let anyWaits: bool = false;

// One function per link: in a single function the compiler merges their loops and adds a branch per register.
function softplus(first: i32, last: i32): void { ratesOf(SOFTPLUS, first, last); }
function exponential(first: i32, last: i32): void { ratesOf(EXP, first, last); }
function logistic(first: i32, last: i32): void { ratesOf(LOGISTIC, first, last); }
function normCdf(first: i32, last: i32): void { ratesOf(NORM_CDF, first, last); }
function oneOverX(first: i32, last: i32): void { ratesOf(ONE_OVER_X, first, last); }
function identity(first: i32, last: i32): void { ratesOf(IDENTITY, first, last); }

/**
 * Four registers at a time, because their dependent instructions are slow. One or two left over take an iteration each;
 * three cost as much as four, the last one being padding.
 */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function ratesOf(link: i32, first: i32, last: i32): void {
  let vector = first;
  for (; vector < last - 2; vector += 4) {
    const at = rates + <usize>vector * VECTOR;
    const a = rateOf(link, etaOf(vector));
    const b = rateOf(link, etaOf(vector + 1));
    const c = rateOf(link, etaOf(vector + 2));
    const d = rateOf(link, etaOf(vector + 3));
    v128.store(at, a);
    v128.store(at, b, 16);
    v128.store(at, c, 32);
    v128.store(at, d, 48);
  }
  for (; vector < last; vector++) v128.store(rates + <usize>vector * VECTOR, rateOf(link, etaOf(vector)));
  noteWhoWaits(link, <usize>first * VECTOR, <usize>last * VECTOR);
}

// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function etaOf(vector: i32): v128 {
  const at = <usize>vector * VECTOR;
  return f32x4.add(v128.load(eta + <usize>(vector >> 2) * ringTile + (at & 48)), v128.load(drive + at));
}

/** Sets the may-spike bits in a separate loop: within the loop above it costs twice as much. */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function noteWhoWaits(link: i32, first: usize, last: usize): void {
  const zero = i32x4.splat(0);
  let all: i32 = 0;
  for (let at = first; at < last; at += 64) {
    const bits = maySpikeBits(quietAt(link, at), quietAt(link, at + 16), quietAt(link, at + 32), quietAt(link, at + 48));
    store<u16>(maySpike + (at >> 5), bits);
    all |= bits;
    v128.store(spikes + at, zero);
    v128.store(spikes + at, zero, 16);
    v128.store(spikes + at, zero, 32);
    v128.store(spikes + at, zero, 48);
  }
  anyWaits = all !== 0;
}

// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function quietAt(link: i32, at: usize): v128 {
  return certainlySilent(link, v128.load(rates + at), v128.load(uniforms + at));
}
