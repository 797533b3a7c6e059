/** Finds the neurons that certainly do not spike: most of them, at usual rates. */
import { IDENTITY, ONE_OVER_X } from "./links";
import { entry } from "./tables";

/** 1 - 4.8e-7, the margin by which log(u) stays below -rate for u <= 1 - rate, whatever its rounding; and 0. */
const SILENT = memory.data<f32>([0.99999952, 0]);

/** Whether the first of two or more uniform numbers rules out a spike. False where the rate is NaN. */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
export function certainlySilent(link: i32, rate: v128, u: v128): v128 {
  const silent = f32x4.le(u, f32x4.sub(entry(SILENT, 0), rate));
  // Only these links can give a negative rate.
  if (link === ONE_OVER_X || link === IDENTITY) return v128.and(silent, f32x4.ge(rate, entry(SILENT, 1)));
  return silent;
}

/** The neurons of four registers that are not certainly silent, one bit each. */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
export function maySpikeBits(a: v128, b: v128, c: v128, d: v128): i32 {
  return ~i8x16.bitmask(i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d))) & 0xffff;
}
