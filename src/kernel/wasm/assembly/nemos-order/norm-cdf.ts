/** The normal distribution function of four numbers, operation by operation as in src/model/norm-cdf.ts. */
import { ERFC_ABOVE_2, ERFC_BELOW_1, ERFC_BELOW_2, ERF_BOTTOM, ERF_TOP } from "../erf-tables";
import { entry } from "../tables";
import { exp, flush, horner } from "./float32";
import { fma } from "./fma";

/** sqrt(1/2); 1/2; 1; 2; lowest argument of exp. */
const LIMITS = memory.data<f32>([0.70710678118654752, 0.5, 1, 2, -88.7228394]);

export function normCdf(x: v128): v128 {
  const w = f32x4.mul(x, entry(LIMITS, 0));
  const z = f32x4.abs(w);
  const isCentral = f32x4.lt(z, entry(LIMITS, 0));
  const near = f32x4.mul(f32x4.add(entry(LIMITS, 2), erf(w)), entry(LIMITS, 1));
  if (v128.all_true<i32>(isCentral)) return near;
  const upper = erfc(z);
  const far = v128.bitselect(f32x4.sub(entry(LIMITS, 3), upper), upper, f32x4.gt(w, f32x4.splat(0)));
  return v128.bitselect(near, flush(f32x4.mul(far, entry(LIMITS, 1))), isCentral);
}

function erf(x: v128): v128 {
  const x2 = f32x4.mul(x, x);
  return f32x4.div(f32x4.mul(x, horner(ERF_TOP, 5, x2)), horner(ERF_BOTTOM, 7, x2));
}

/** 1 - erf(z) for z from sqrt(1/2) on. */
function erfc(z: v128): v128 {
  const one = entry(LIMITS, 2);
  const z2 = f32x4.mul(z, z);
  const below1 = fma(f32x4.neg(z), horner(ERFC_BELOW_1, 7, z2), one);
  const inverse2 = f32x4.div(one, z2);
  const tail = v128.bitselect(horner(ERFC_BELOW_2, 9, inverse2), horner(ERFC_ABOVE_2, 8, inverse2), f32x4.lt(z, entry(LIMITS, 3)));
  const scale = flush(f32x4.mul(exp(f32x4.neg(z2)), f32x4.div(one, z)));
  const above1 = v128.andnot(flush(f32x4.mul(scale, tail)), f32x4.lt(f32x4.neg(z2), entry(LIMITS, 4)));
  return v128.bitselect(below1, above1, f32x4.lt(z, one));
}
