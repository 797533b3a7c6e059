const fround = Math.fround;

/**
 * Fused multiply-add of float32 numbers: a*b + c rounded once to float32.
 *
 * The product of two float32 numbers is exact in float64. Rounding the float64 sum to float32 is therefore right, unless
 * that sum, itself rounded, is halfway between two float32 numbers: then its rounding error decides.
 */
export function fma(a: number, b: number, c: number): number {
  const product = a * b;
  const sum = product + c;
  const rounded = fround(sum);
  const offset = sum - rounded;
  const other = sum + offset;
  if (offset !== 0 && fround(other) === other) return breakTie(product, c, sum, rounded, other);
  return rounded;
}

/**
 * `sum` = product + c is halfway between the float32 numbers `rounded` and `other`: its rounding error (Knuth's
 * two-sum) decides.
 */
function breakTie(product: number, c: number, sum: number, rounded: number, other: number): number {
  const c2 = sum - product;
  const error = product - (sum - c2) + (c - c2);
  return error !== 0 && error > 0 === other > rounded ? other : rounded;
}
