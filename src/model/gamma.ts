/**
 * The gamma distribution with shape `a` and rate `b` in float64, for the difference of gammas. Incomplete gamma
 * function by series and continued fraction (Abramowitz and Stegun 6.5.29 and 6.5.31).
 */

/** Shapes up to this need sums of some thousand terms, and give densities with a relative error of 1e-8. */
export const LARGEST_SHAPE = 1e6;
/** Rates within these bounds, and their squares, stay far from the limits of float64. */
export const SMALLEST_RATE = 1e-30;
export const LARGEST_RATE = 1e30;

/** More terms than the largest shape needs (about 20 times its root). */
const MOST_TERMS = 100_000;
/** Halvings from the largest float64 to the smallest, and then to its last bit. */
const MOST_HALVINGS = 1200;

// Lanczos' approximation with g = 7, accurate to 1e-15.
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** log Gamma(x) for x > 0. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const z = x - 1;
  const t = z + 7.5;
  const sum = LANCZOS.reduce((total, coefficient, i) => (i === 0 ? coefficient : total + coefficient / (z + i)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** Density at x >= 0; Infinity at 0 when a < 1. */
export function gammaDensity(x: number, a: number, b: number): number {
  if (x === 0) return a > 1 ? 0 : a === 1 ? b : Infinity;
  return Math.exp(Math.log(b) + (a - 1) * Math.log(b * x) - b * x - logGamma(a));
}

/** P(X <= x) and P(X > x) for rate 1. The smaller one is accurate to its last digits. */
function tails(x: number, a: number): { readonly lower: number; readonly upper: number } {
  if (x <= 0) return { lower: 0, upper: 1 };
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    const lower = scale * series(x, a);
    return { lower, upper: 1 - lower };
  }
  const upper = scale * fraction(x, a);
  return { lower: 1 - upper, upper };
}

function series(x: number, a: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; term > sum * 1e-17 && n < MOST_TERMS; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** Lentz's method. */
function fraction(x: number, a: number): number {
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let value = d;
  for (let n = 1, step = 0; Math.abs(step - 1) > 1e-16 && n < MOST_TERMS; n++) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / (b + numerator * d);
    c = b + numerator / c;
    step = c * d;
    value *= step;
  }
  return value;
}

/** The quantile of a fraction `p` (0 <= p < 1), for shapes and rates within the bounds. */
export function gammaQuantile(p: number, a: number, b: number): number {
  if (p === 0) return 0;
  // Near 1, only the upper tail distinguishes p from 1.
  const isBelow = p < 0.5 ? (x: number) => tails(x, a).lower < p : (x: number) => tails(x, a).upper > 1 - p;
  let low = 0;
  let high = a + 1;
  while (isBelow(high)) {
    low = high;
    high *= 2;
  }
  let x = (low + high) / 2;
  for (let halving = 0; x > low && x < high && halving < MOST_HALVINGS; halving++) {
    if (isBelow(x)) low = x;
    else high = x;
    x = (low + high) / 2;
  }
  return high / b;
}
