/** The normal distribution function of four numbers, by the polynomials of src/model/norm-cdf.ts (see its sources). */
import { ERFC_ABOVE_2, ERFC_BELOW_1, ERFC_BELOW_2, ERF_BOTTOM, ERF_TOP } from "./erf-tables";
import { exp } from "./exp";
import { entry, step } from "./tables";

/** sqrt(1/2); 1/2; 1; 2; 9, beyond which erfc would be denormal. */
const LIMITS = memory.data<f32>([0.70710678, 0.5, 1, 2, 9]);

export function normCdf(x: v128): v128 {
  const w = f32x4.mul(x, entry(LIMITS, 0));
  const z = f32x4.pmin(f32x4.abs(w), entry(LIMITS, 4));
  const central = f32x4.lt(z, entry(LIMITS, 0));
  const near = f32x4.mul(f32x4.add(entry(LIMITS, 2), erf(w)), entry(LIMITS, 1));
  if (v128.all_true<i32>(central)) return near;
  const upper = erfc(z);
  const far = v128.bitselect(f32x4.sub(entry(LIMITS, 3), upper), upper, f32x4.gt(w, f32x4.splat(0)));
  return v128.bitselect(near, f32x4.mul(far, entry(LIMITS, 1)), central);
}

function erf(x: v128): v128 {
  const x2 = f32x4.mul(x, x);
  return f32x4.div(f32x4.mul(x, polynomial(ERF_TOP, 5, x2)), polynomial(ERF_BOTTOM, 7, x2));
}

/** 1 - erf(z) for z from sqrt(1/2) to 9. */
function erfc(z: v128): v128 {
  const z2 = f32x4.mul(z, z);
  const one = entry(LIMITS, 2);
  const below1 = f32x4.sub(one, f32x4.mul(z, polynomial(ERFC_BELOW_1, 7, z2)));
  const inverse2 = f32x4.div(one, z2);
  const tail = v128.bitselect(polynomial(ERFC_BELOW_2, 9, inverse2), polynomial(ERFC_ABOVE_2, 8, inverse2), f32x4.lt(z, entry(LIMITS, 3)));
  const above1 = f32x4.mul(f32x4.div(exp(f32x4.neg(z2)), z), tail);
  return v128.bitselect(below1, above1, f32x4.lt(z, one));
}

function polynomial(table: usize, n: i32, x: v128): v128 {
  let sum = entry(table, 0);
  for (let i = 1; i < n; i++) sum = step(sum, x, table, i);
  return sum;
}
