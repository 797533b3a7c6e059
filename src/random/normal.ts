import { fma } from "./fma";
import { log1p } from "./float32";
import { type Key } from "./keys";
import { uniformAt } from "./uniform";

const fround = Math.fround;

/** The float32 number just above -1, the smallest drawn. */
const LOWEST = -(1 - 2 ** -24);
const SQRT_2 = fround(Math.SQRT2);

/**
 * Flat `jax.random.normal(key, shape)`, float32: sqrt(2) erfinv(u), u uniform in (-1, 1). Returns elements `first` to
 * `first + count`; bits are addressed by flat index, so earlier ones are not drawn.
 */
export function normal(key: Key, count: number, first = 0): Float32Array {
  const numbers = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const u = fma(uniformAt(key[0], key[1], first + i), 2, LOWEST);
    numbers[i] = SQRT_2 * erfInv(Math.max(u, LOWEST));
  }
  return numbers;
}

// M. Giles, "Approximating the erfinv function", GPU Computing Gems, 2010: float32 polynomials, highest power first.
const CENTRE = [
  2.81022636e-8, 3.43273939e-7, -3.5233877e-6, -4.39150654e-6, 0.00021858087, -0.00125372503, -0.00417768164,
  0.246640727, 1.50140941,
].map(fround);
const TAIL = [
  -0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773, -0.0076224613, 0.00943887047,
  1.00167406, 2.83297682,
].map(fround);

/** Inverse of the error function for |x| < 1, as XLA computes it in float32. */
function erfInv(x: number): number {
  const w = -log1p(fround(x * -x));
  const central = w < 5;
  const z = fround(central ? w - 2.5 : fround(Math.sqrt(w)) - 3);
  const coefficients = central ? CENTRE : TAIL;
  let sum = coefficients[0];
  for (let i = 1; i < coefficients.length; i++) sum = fma(sum, z, coefficients[i]);
  return fround(sum * x);
}
