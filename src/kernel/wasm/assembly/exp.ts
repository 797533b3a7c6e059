/** exp and log(1 + x) of four numbers, within two ulp; src/random/float32.ts decides draws that depend on the last bit. */
import { entry, step } from "./tables";

/**
 * Lowest argument; log2(e); 1.5 * 2^23; ln 2 in two parts; Cephes' expf, highest power first; 1. Below the lowest
 * argument results would be denormal, which makes arithmetic many times slower.
 */
const EXP = memory.data<f32>([
  -86.6, 1.44269504, 12582912, 0.693359375, -2.12194440e-4,
  1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 0.5, 1,
]);

/** exp(x) for x up to 80; below -86.6 it is exp(-86.6). */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
export function exp(x: v128): v128 {
  x = f32x4.pmax(x, entry(EXP, 0));
  // Adding 1.5 * 2^23 rounds to an integer in the low bits: one instruction in V8, where a conversion takes eight.
  const shifted = f32x4.add(f32x4.mul(x, entry(EXP, 1)), entry(EXP, 2));
  const n = f32x4.sub(shifted, entry(EXP, 2));
  const r = f32x4.sub(f32x4.sub(x, f32x4.mul(n, entry(EXP, 3))), f32x4.mul(n, entry(EXP, 4)));
  const p = step(step(step(step(step(entry(EXP, 5), r, EXP, 6), r, EXP, 7), r, EXP, 8), r, EXP, 9), r, EXP, 10);
  const y = f32x4.add(f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r), entry(EXP, 11));
  return i32x4.add(y, i32x4.shl(shifted, 23));
}

/** 2; (atanh(s)/s - 1)/s^2 for 0 <= s <= 1/3 to 1.5e-8, highest power of s^2 first. */
const ATANH = memory.data<f32>([2, 0.1343377817866003, 0.14116981871713086, 0.20003834958415087, 0.33333319842917464]);

/** log(1 + y) for 0 <= y <= 1, as 2 atanh(y / (2 + y)): no branch, and accurate for small y. */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
export function log1p(y: v128): v128 {
  const s = f32x4.div(y, f32x4.add(y, entry(ATANH, 0)));
  const s2 = f32x4.mul(s, s);
  const series = step(step(step(entry(ATANH, 1), s2, ATANH, 2), s2, ATANH, 3), s2, ATANH, 4);
  const twice = f32x4.add(s, s);
  return f32x4.add(twice, f32x4.mul(twice, f32x4.mul(s2, series)));
}
