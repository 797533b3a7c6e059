/**
 * Float32 functions equal bit for bit to those XLA compiles for the CPU (JAX 0.9 and 0.10 on x86-64 with FMA). Whether
 * a Poisson rejection accepts can depend on the last bit, so merely accurate functions will not do.
 *
 * Every operation rounds to float32, products that feed one sum are fused, and constants are XLA's float32 numbers.
 */
import { flush, fromBits } from "./bits";
import { fma } from "./fma";

const fround = Math.fround;

const LN2_HIGH = 0.693359375;
const LN2_LOW = fround(-2.1219444e-4);
const SMALLEST_NORMAL = 2 ** -126;

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

// Cephes' logf: log(1+r) = r - r^2/2 + r^3 Q(r) for 1+r in [sqrt(1/2), sqrt(2)).
const SQRT_HALF = fromBits(0x3f3504f3);
const [L0, L1, L2, L3, L4, L5, L6, L7, L8] = [
  0x3d9021bb, 0xbdebd1b8, 0x3def251a, 0xbdfe5d4f, 0x3e11e9bf, 0xbe2aae50, 0x3e4cceac, 0xbe7ffffc, 0x3eaaaaaa,
].map(fromBits);

/** Natural logarithm. Zero and subnormal numbers of either sign give -Infinity. */
export function log(x: number): number {
  if (!(x >= SMALLEST_NORMAL)) return x > -SMALLEST_NORMAL ? -Infinity : NaN;
  if (x === Infinity) return x;
  float[0] = x;
  const pattern = bits[0];
  let exponent = (pattern >>> 23) - 126;
  bits[0] = (pattern & 0x007fffff) | 0x3f000000;
  const mantissa = float[0];
  let r = mantissa - 1;
  if (mantissa < SQRT_HALF) {
    exponent -= 1;
    r = fround(r + mantissa);
  }
  const r2 = fround(r * r);
  const r3 = fround(r2 * r);
  const a = fma(fma(r, L0, L1), r, L2);
  const b = fma(fma(r, L3, L4), r, L5);
  const c = fma(fma(r, L6, L7), r, L8);
  const q = fma(fma(a, r3, b), r3, c);
  const low = fma(q, r3, fround(exponent * LN2_LOW));
  const high = fma(-0.5, r2, r);
  return fma(exponent, LN2_HIGH, fround(high + low));
}

// Cephes' log1p: x - x^2/2 + x^3 N(x)/P(x) for |x| < sqrt(2) - 1.
const SQRT2_MINUS_1 = fromBits(0x3ed413cd);
const [P0, P1, P2, P3, P4, P5] = [0x417101ad, 0x42a6185b, 0x435dc32d, 0x439a8ca3, 0x43586d8a, 0x42707982].map(fromBits);
const N0 = fround(4.5270000862445199635215e-5);
const [N1, N2, N3, N4, N5, N6] = [0x3eff40c5, 0x40d284fa, 0x41ef4b9c, 0x4273cc76, 0x426473ad, 0x41a05101].map(fromBits);

/** log(1 + x). */
export function log1p(x: number): number {
  if (!(Math.abs(x) < SQRT2_MINUS_1)) return log(fround(x + 1));
  const p = fma(fma(fma(fma(fma(fround(x + P0), x, P1), x, P2), x, P3), x, P4), x, P5);
  const n = fma(fma(fma(fma(fma(fma(N0, x, N1), x, N2), x, N3), x, N4), x, N5), x, N6);
  const q = fround(n / p);
  const x2 = fround(x * x);
  const x3 = fround(x * x2);
  return fround(x + fma(x2, -0.5, fround(x3 * q)));
}

// Cephes' expf: exp(x) = 2^n (1 + r + r^2 P(r)), r = x - n ln 2.
const LOG2_E = fromBits(0x3fb8aa3b);
const EXP_LOWEST = fround(-87.8);
const EXP_HIGHEST = fround(88.8);
const [E0, E1, E2, E3, E4] = [0x39506967, 0x3ab743ce, 0x3c088908, 0x3d2aa9c1, 0x3e2aaaaa].map(fromBits);
/** 2^n for n from -127 to 127; as with the bare exponent field, n = -127 gives 0. */
const POWER_OF_2 = Float64Array.from({ length: 255 }, (_, index) => (index === 0 ? 0 : 2 ** (index - 127)));

/** Exponential. Results below 2^-126 are 0. */
export function exp(x: number): number {
  if (x !== x) return x;
  const clamped = x < EXP_LOWEST ? EXP_LOWEST : x > EXP_HIGHEST ? EXP_HIGHEST : x;
  const wanted = Math.floor(fma(clamped, LOG2_E, 0.5));
  const n = wanted < -127 ? -127 : wanted > 127 ? 127 : wanted;
  const r = fma(-n, LN2_LOW, fma(-n, LN2_HIGH, clamped));
  const p = fma(fma(fma(fma(fma(E0, r, E1), r, E2), r, E3), r, E4), r, 0.5);
  return flush(fround(fround(fma(p, fround(r * r), r) + 1) * POWER_OF_2[n + 127]));
}

/** log(1 + exp(x)), as `jax.nn.softplus` computes it. */
export function softplus(x: number): number {
  return fround((x > 0 ? x : 0) + log1p(exp(-Math.abs(x))));
}

// Lanczos' approximation with g = 7 and 9 terms.
const LANCZOS = [
  676.520386, -1259.13916, 771.323425, -176.615036, 12.5073433, -0.138571098, 9.98436917e-6, 1.50563267e-7,
].map(fround);
const ONE_OVER_G = fround(1 / 7.5);
const LOG_G = fround(2.01490302054226474);
const LOG_SQRT_2_PI = fround(0.91893853320467274);

/** log Gamma(z + 1) for z >= 0: the logarithm of z! for an integer z. */
export function logFactorial(z: number): number {
  let sum = 1;
  for (let i = 0; i < 8; i++) sum = fround(sum + fround(LANCZOS[i] / fround(z + (i + 1))));
  const t = fround(z + 7.5);
  const logT = fround(log1p(fround(z * ONE_OVER_G)) + LOG_G);
  return fround(fma(fround(fround(z + 0.5) - fround(t / logT)), logT, LOG_SQRT_2_PI) + log(sum));
}
