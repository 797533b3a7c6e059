/**
 * Counts of one bin by Knuth's method (rates below 10), exactly as src/random/knuth.ts draws them: multiply uniform
 * numbers until the product is at most exp(-rate); the count is the number of factors, minus one.
 *
 * Few neurons may spike, so these are listed first and then drawn in full registers.
 */
import { drawEight, startChain, uniforms, secondUniforms } from "./chain";
import { exp } from "./exp";
import { redraw } from "./imports";
import { boundsAt, LONGEST_CHAIN, neuronsAt, outputRow, paddedRow, productsAt, ratesAt, spikesAt, uniformsAt, maySpikeOf } from "./memory";
import { entry } from "./tables";
import { BATCH } from "./uniforms";

/** Rates from here on are drawn exactly; slightly below 10, because rates here may be two ulp off. */
const LIMITS = memory.data<f32>([9.9999, 0.9999, 1.0001]);
/** The product of a list entry that pads a register. */
const PADDING = memory.data<f32>([-1]);

/**
 * Draws the counts of neurons 64 * `first` to 64 * `last` in bin `bin` of the block; false where a rate is 10 or more,
 * or cannot be drawn from.
 */
export function drawCounts(bin: i32, first: i32, last: i32): bool {
  let n = listWaiting(bin, first, last);
  if (n === 0) return true;
  if (!makeBounds(n)) return false;
  startChain(bin);
  n = sift(bin, 1, n);
  for (let iteration = 2; n > 0 && iteration <= LONGEST_CHAIN; iteration++) {
    multiply(iteration, n);
    n = sift(bin, iteration, n);
  }
  for (let i = 0; i < n; i++) redrawExactly(bin, 1, <usize>i << 2);
  return true;
}

/**
 * Lists, in ascending order, the neurons that may spike, with their rates, and their first uniform numbers as products;
 * returns how many.
 */
function listWaiting(bin: i32, first: i32, last: i32): i32 {
  const firsts = uniformsAt + <usize>(bin % BATCH) * paddedRow;
  const rates = ratesAt + <usize>bin * outputRow;
  const maySpike = maySpikeOf(bin);
  let at: usize = 0;
  for (let word = first; word < last; word++) {
    for (let bits = load<u64>(maySpike + (<usize>word << 3)); bits !== 0; bits &= bits - 1) {
      const neuron = (word << 6) + <i32>ctz(bits);
      store<i32>(neuronsAt + at, neuron);
      store<f32>(productsAt + at, load<f32>(firsts + (<usize>neuron << 2)));
      store<f32>(boundsAt + at, load<f32>(rates + (<usize>neuron << 2)));
      at += 4;
    }
  }
  v128.store(boundsAt + at, f32x4.splat(0));
  return fill(at);
}

/** Pads the list to a multiple of eight; returns its length without the padding. */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function fill(at: usize): i32 {
  v128.store(productsAt + at, entry(PADDING, 0));
  v128.store(productsAt + at, entry(PADDING, 0), 16);
  return <i32>(at >> 2);
}

/** Replaces rates by bounds exp(-rate); false where a rate must be drawn exactly. */
function makeBounds(n: i32): bool {
  let usual = i32x4.splat(-1);
  for (let at = boundsAt, end = boundsAt + (<usize>n << 2); at < end; at += 16) {
    const rate = v128.load(at);
    usual = v128.and(usual, v128.and(f32x4.ge(rate, f32x4.splat(0)), f32x4.lt(rate, entry(LIMITS, 0))));
    v128.store(at, exp(f32x4.neg(rate)));
  }
  return v128.all_true<i32>(usual);
}

/** Multiplies the products by the numbers of iteration `iteration`. */
function multiply(iteration: i32, n: i32): void {
  for (let at: usize = 0, end = <usize>n << 2; at < end; at += 32) {
    drawEight(iteration, neuronsAt + at);
    v128.store(productsAt + at, f32x4.mul(v128.load(productsAt + at), uniforms));
    v128.store(productsAt + at, f32x4.mul(v128.load(productsAt + at, 16), secondUniforms), 16);
  }
}

/**
 * Keeps the neurons whose products are above their bounds, and sets their counts to `iteration`; returns how many.
 * Knuth's comparison of a sum of logarithms with -rate is made without logarithms. The results are equal when the two
 * sides differ by more than 1e-4, since JAX's sum is exact to 1e-5; closer ones are drawn again exactly.
 */
function sift(bin: i32, iteration: i32, n: i32): i32 {
  const spikes = spikesAt + <usize>bin * outputRow;
  let kept: usize = 0;
  for (let at: usize = 0, end = <usize>n << 2; at < end; at += 16) {
    const product = v128.load(productsAt + at);
    const bound = v128.load(boundsAt + at);
    let waits = f32x4.gt(product, f32x4.mul(bound, entry(LIMITS, 1)));
    const unsure = v128.and(waits, f32x4.lt(product, f32x4.mul(bound, entry(LIMITS, 2))));
    if (v128.any_true(unsure)) {
      redrawExactly(bin, i32x4.bitmask(unsure), at);
      waits = v128.andnot(waits, unsure);
    }
    for (let bits = i32x4.bitmask(waits); bits !== 0; bits &= bits - 1) {
      const from = at + (<usize>ctz(bits) << 2);
      const neuron = load<i32>(neuronsAt + from);
      store<i32>(neuronsAt + kept, neuron);
      store<f32>(productsAt + kept, load<f32>(productsAt + from));
      store<f32>(boundsAt + kept, load<f32>(boundsAt + from));
      store<i32>(spikes + (<usize>neuron << 2), iteration);
      kept += 4;
    }
  }
  return fill(kept);
}

/** Redraws, by the TypeScript reference, those of the four list entries from `at` on whose bits are set. */
function redrawExactly(bin: i32, lanes: i32, at: usize): void {
  for (; lanes !== 0; lanes &= lanes - 1) {
    const neuron = load<i32>(neuronsAt + at + (<usize>ctz(lanes) << 2));
    store<i32>(spikesAt + <usize>bin * outputRow + (<usize>neuron << 2), redraw(bin, neuron));
  }
}
