/**
 * a * b + c of four float32 numbers, rounded once. With relaxed SIMD it is one instruction, which fuses wherever the CPU can; the
 * start-up self-test shows whether. Without it the sum is made in float64, where the product is exact.
 */

/** The bits of a float64 below a float32's, and those of a number halfway between two float32 numbers; bounds of subnormal numbers. */
const BELOW = memory.data<u64>([0x1fffffff, 0x10000000]);
const BOUNDS = memory.data<u32>([1, 0x01000000]);

// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
export function fma(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  const low = f64x2.add(f64x2.mul(lower(a), lower(b)), lower(c));
  const high = f64x2.add(f64x2.mul(upper(a), upper(b)), upper(c));
  const rounded = joined(low, high);
  const unsure = v128.or(v128.or(isHalfway(low), isHalfway(high)), isTiny(rounded));
  return v128.any_true(unsure) ? fmaByOdd(a, b, c) : rounded;
}

// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function lower(x: v128): v128 {
  return f64x2.promote_low_f32x4(x);
}

// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function upper(x: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<i64>(x, x, 1, 1));
}

/** Four float64 numbers rounded to float32. */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function joined(low: v128, high: v128): v128 {
  return v128.shuffle<i64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
}

/** Whether rounding twice may differ from rounding once: a float64 sum halfway between two float32 numbers, if it is inexact. */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function isHalfway(sum: v128): v128 {
  return i64x2.eq(v128.and(sum, v128.load64_splat(BELOW)), v128.load64_splat(BELOW, 8));
}

/** Subnormal float32 numbers have fewer bits, so that other float64 numbers are halfway between them. */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function isTiny(x: v128): v128 {
  return i32x4.le_u(i32x4.sub(i32x4.shl(x, 1), v128.load32_splat(BOUNDS)), v128.load32_splat(BOUNDS, 4));
}

/** The same without conditions, slower: float64 sums rounded to odd may be rounded again (Boldo and Melquiond 2008). */
function fmaByOdd(a: v128, b: v128, c: v128): v128 {
  return joined(oddSum(f64x2.mul(lower(a), lower(b)), lower(c)), oddSum(f64x2.mul(upper(a), upper(b)), upper(c)));
}

/** a + b rounded to the float64 beside it whose last bit is 1, unless it is exact. Knuth's two-sum gives the rounding error. */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function oddSum(a: v128, b: v128): v128 {
  const sum = f64x2.add(a, b);
  const part = f64x2.sub(sum, a);
  const error = f64x2.add(f64x2.sub(a, f64x2.sub(sum, part)), f64x2.sub(b, part));
  // Infinity has an error that is not a number, and stays.
  const isInexact = f64x2.gt(f64x2.abs(error), f64x2.splat(0));
  // An error against the sum's sign means that it was rounded away from 0: one bit less truncates it.
  const isAway = i64x2.shr_s(v128.xor(error, sum), 63);
  return v128.bitselect(v128.or(i64x2.add(sum, isAway), i64x2.splat(1)), sum, isInexact);
}

/** The same of one number of each, for the self-test: in lane 0 to 3, beside others. */
export function testFma(a: f32, b: f32, c: f32, lane: i32): f32 {
  const sums = memory.data(16, 16);
  const isHere = i32x4.eq(i32x4(0, 1, 2, 3), i32x4.splat(lane));
  const beside = f32x4.splat(0.1);
  v128.store(
    sums,
    fma(
      v128.bitselect(f32x4.splat(a), beside, isHere),
      v128.bitselect(f32x4.splat(b), beside, isHere),
      v128.bitselect(f32x4.splat(c), beside, isHere),
    ),
  );
  return load<f32>(sums + (<usize>lane << 2));
}
