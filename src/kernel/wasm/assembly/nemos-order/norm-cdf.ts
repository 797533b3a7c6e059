/** The normal distribution function of four numbers, operation by operation as in src/model/norm-cdf.ts. */
import { entry } from "../tables";
import { exp, flush, horner } from "./float32";
import { fma } from "./fma";

/** sqrt(1/2); 1/2; 1; 2; lowest argument of exp. */
const LIMITS = memory.data<f32>([0.70710678118654752, 0.5, 1, 2, -88.7228394]);
const ERF_TOP = memory.data<f32>([0.00022905065, 0.003408291, 0.050955694, 0.18520832, 1.1283791]);
const ERF_BOTTOM = memory.data<f32>([-1.1791603e-7, 2.3547966e-5, 0.0010179626, 0.01407047, 0.11098505, 0.49746925, 1]);
const ERFC_BELOW_1 = memory.data<f32>([7.85386146e-5, -0.000801019371, 0.00518832775, -0.0268538129, 0.112835854, -0.37612626, 1.12837911]);
const ERFC_BELOW_2 = memory.data<f32>([
  0.0232682, -0.138703942, 0.368742466, -0.582473278, 0.621000469, -0.494451523, 0.340488, -0.274112701, 0.563825965,
]);
const ERFC_ABOVE_2 = memory.data<f32>([-10.477664, 12.9772, -7.49551868, 2.92101908, -1.01526523, 0.42184633, -0.282076746, 0.564189494]);

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
