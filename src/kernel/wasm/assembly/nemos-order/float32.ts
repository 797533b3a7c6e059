/** JAX's float32 functions of four numbers, operation by operation as in src/random/float32.ts, which names their sources. */
import { entry } from "../tables";
import { fma } from "./fma";

/** sum * x + entry `index`, rounded once: one step of Horner's scheme. */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function step(sum: v128, x: v128, table: usize, index: i32): v128 {
  return fma(sum, x, entry(table, index));
}

/** The polynomial of x with `n` coefficients, highest power first. */
export function horner(table: usize, n: i32, x: v128): v128 {
  let sum = entry(table, 0);
  for (let i = 1; i < n; i++) sum = step(sum, x, table, i);
  return sum;
}

/** 2^-126; 1; -1/2. */
const NUMBERS = memory.data<f32>([1.1754943508222875e-38, 1, -0.5]);

/** Subnormal numbers replaced by 0. */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
export function flush(x: v128): v128 {
  return v128.andnot(x, f32x4.lt(f32x4.abs(x), entry(NUMBERS, 0)));
}

/** Lowest and highest argument; log2(e); 1/2; highest n; 1.5 * 2^23; 127. */
const RANGE = memory.data<u32>([0xc2af999a, 0x42b1999a, 0x3fb8aa3b, 0x3f000000, 0x42fe0000, 0x4b400000, 127]);
/** -ln 2 in two parts, and the polynomial. */
const EXP = memory.data<u32>([
  0xbf318000, 0x395e8083, 0x39506967, 0x3ab743ce, 0x3c088908, 0x3d2aa9c1, 0x3e2aaaaa, 0x3f000000,
]);

/** Exponential. Results below 2^-126 are 0. */
export function exp(x: v128): v128 {
  x = f32x4.pmin(f32x4.pmax(x, entry(RANGE, 0)), entry(RANGE, 1));
  const n = f32x4.pmin(f32x4.floor(fma(x, entry(RANGE, 2), entry(RANGE, 3))), entry(RANGE, 4));
  const r = fma(n, entry(EXP, 1), fma(n, entry(EXP, 0), x));
  const p = step(step(step(step(step(entry(EXP, 2), r, EXP, 3), r, EXP, 4), r, EXP, 5), r, EXP, 6), r, EXP, 7);
  const y = f32x4.add(fma(p, f32x4.mul(r, r), r), entry(NUMBERS, 1));
  // Adding 1.5 * 2^23 puts n into the low bits; 127 more make it an exponent.
  const power = i32x4.shl(i32x4.add(f32x4.add(n, entry(RANGE, 5)), entry(RANGE, 6)), 23);
  return flush(f32x4.mul(y, power));
}

/** sqrt(1/2); ln 2 in two parts. Then the three polynomials. */
const LOG = memory.data<u32>([
  0x3f3504f3, 0x3f318000, 0xb95e8083, 0x3d9021bb, 0xbdebd1b8, 0x3def251a, 0xbdfe5d4f, 0x3e11e9bf, 0xbe2aae50, 0x3e4cceac,
  0xbe7ffffc, 0x3eaaaaaa,
]);
/** Bits of the mantissa; the exponent of 1/2; 126. */
const FIELDS = memory.data<u32>([0x007fffff, 0x3f000000, 126]);

/** Natural logarithm of normal positive numbers. */
function log(x: v128): v128 {
  const mantissa = v128.or(v128.and(x, entry(FIELDS, 0)), entry(FIELDS, 1));
  const isLow = f32x4.lt(mantissa, entry(LOG, 0));
  // A comparison gives -1 where true.
  const n = f32x4.convert_i32x4_s(i32x4.add(i32x4.sub(i32x4.shr_u(x, 23), entry(FIELDS, 2)), isLow));
  const r = f32x4.add(f32x4.sub(mantissa, entry(NUMBERS, 1)), v128.and(mantissa, isLow));
  const r2 = f32x4.mul(r, r);
  const r3 = f32x4.mul(r2, r);
  const a = step(fma(r, entry(LOG, 3), entry(LOG, 4)), r, LOG, 5);
  const b = step(fma(r, entry(LOG, 6), entry(LOG, 7)), r, LOG, 8);
  const c = step(fma(r, entry(LOG, 9), entry(LOG, 10)), r, LOG, 11);
  const low = fma(fma(fma(a, r3, b), r3, c), r3, f32x4.mul(n, entry(LOG, 2)));
  return fma(n, entry(LOG, 1), f32x4.add(fma(entry(NUMBERS, 2), r2, r), low));
}

/** sqrt(2) - 1, below which a rational function is used: its denominator and its numerator. */
const SMALL = memory.data<u32>([0x3ed413cd]);
const BOTTOM = memory.data<u32>([0x417101ad, 0x42a6185b, 0x435dc32d, 0x439a8ca3, 0x43586d8a, 0x42707982]);
const TOP = memory.data<u32>([0x383de04b, 0x3eff40c5, 0x40d284fa, 0x41ef4b9c, 0x4273cc76, 0x426473ad, 0x41a05101]);

/** log(1 + x) for x >= 0. */
export function log1p(x: v128): v128 {
  const p = step(step(step(step(step(f32x4.add(x, entry(BOTTOM, 0)), x, BOTTOM, 1), x, BOTTOM, 2), x, BOTTOM, 3), x, BOTTOM, 4), x, BOTTOM, 5);
  const t = step(step(step(step(step(step(entry(TOP, 0), x, TOP, 1), x, TOP, 2), x, TOP, 3), x, TOP, 4), x, TOP, 5), x, TOP, 6);
  const x2 = f32x4.mul(x, x);
  const x3 = f32x4.mul(x, x2);
  const small = f32x4.add(x, fma(x2, entry(NUMBERS, 2), f32x4.mul(x3, f32x4.div(t, p))));
  const isLarge = f32x4.ge(x, entry(SMALL, 0));
  if (!v128.any_true(isLarge)) return small;
  return v128.bitselect(log(f32x4.add(x, entry(NUMBERS, 1))), small, isLarge);
}
