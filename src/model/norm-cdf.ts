import { flush } from "../random/bits";
import { exp } from "../random/float32";
import { fma } from "../random/fma";

const fround = Math.fround;
const SQRT_HALF = fround(Math.SQRT1_2);

/** The normal distribution in float32, bit for bit as `jax.scipy.stats.norm.cdf`, with its relative error of 6e-6 below -6. */
export function normCdf(x: number): number {
  const w = fround(x * SQRT_HALF);
  const z = Math.abs(w);
  if (z < SQRT_HALF) return fround(1 + erf(w)) / 2;
  return flush((w > 0 ? fround(2 - erfc(z)) : erfc(z)) / 2);
}

// XLA's rational approximation of erf, highest power of x^2 first.
const ERF_TOP = [0.00022905065, 0.003408291, 0.050955694, 0.18520832, 1.1283791].map(fround);
const ERF_BOTTOM = [-1.1791603e-7, 2.3547966e-5, 0.0010179626, 0.01407047, 0.11098505, 0.49746925, 1].map(fround);

function erf(x: number): number {
  const x2 = fround(x * x);
  return fround(fround(x * horner(ERF_TOP, x2)) / horner(ERF_BOTTOM, x2));
}

// Cephes' erfc, highest power first: of x^2 below 1, of 1/x^2 from 1 to 2 and above 2.
const ERFC_BELOW_1 = [
  7.85386146e-5, -0.000801019371, 0.00518832775, -0.0268538129, 0.112835854, -0.37612626, 1.12837911,
].map(fround);
const ERFC_BELOW_2 = [
  0.0232682, -0.138703942, 0.368742466, -0.582473278, 0.621000469, -0.494451523, 0.340488, -0.274112701, 0.563825965,
].map(fround);
const ERFC_ABOVE_2 = [
  -10.477664, 12.9772, -7.49551868, 2.92101908, -1.01526523, 0.42184633, -0.282076746, 0.564189494,
].map(fround);
const EXP_LOWEST = fround(-88.7228394);

function erfc(z: number): number {
  const z2 = fround(z * z);
  if (z < 1) return fma(-z, horner(ERFC_BELOW_1, z2), 1);
  if (-z2 < EXP_LOWEST) return 0;
  const scale = flush(fround(exp(-z2) * fround(1 / z)));
  return flush(fround(scale * horner(z < 2 ? ERFC_BELOW_2 : ERFC_ABOVE_2, fround(1 / z2))));
}

function horner(coefficients: readonly number[], x: number): number {
  let sum = coefficients[0];
  for (let i = 1; i < coefficients.length; i++) sum = fma(sum, x, coefficients[i]);
  return sum;
}
