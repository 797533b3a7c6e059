/** Finds the neurons that certainly do not spike: 98 of 100 at a rate of 0.02. */
import { IDENTITY, ONE_OVER_X } from "./links";
import { entry } from "./tables";

/** 1 - 4.8e-7, how far log(u) is certain to stay below -rate for u <= 1 - rate, whatever its rounding; and 0. */
const SILENT = memory.data<f32>([0.99999952, 0]);

/** Where the first of two or more uniform numbers alone says that a neuron does not spike. Never where the rate is NaN. */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
export function certainlySilent(link: i32, rate: v128, u: v128): v128 {
  const silent = f32x4.le(u, f32x4.sub(entry(SILENT, 0), rate));
  // Only these two links can give a rate that is negative.
  if (link === ONE_OVER_X || link === IDENTITY) return v128.and(silent, f32x4.ge(rate, entry(SILENT, 1)));
  return silent;
}

/** The neurons of four registers that are not certainly silent, a bit each. */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
export function maySpikeBits(a: v128, b: v128, c: v128, d: v128): i32 {
  return ~i8x16.bitmask(i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d))) & 0xffff;
}
