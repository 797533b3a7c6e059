/** The inverse links, four at a time: within two ulp of src/kernel/links.ts, which decides wherever a rate reaches 10. */
import { exp, log1p } from "./exp";
import { normCdf } from "./norm-cdf";
import { entry } from "./tables";

// In the order of INVERSE_LINKS in src/model/types.ts.
export const SOFTPLUS = 0;
export const EXP = 1;
export const LOGISTIC = 2;
export const NORM_CDF = 3;
export const ONE_OVER_X = 4;
export const IDENTITY = 5;

const ONE = memory.data<f32>([1]);

/** Rates of four eta. `link` is a constant wherever this is inlined, so that only its branch is left. */
// @ts-expect-error: decorator
@inline
export function rateOf(link: i32, eta: v128): v128 {
  if (link === EXP) return exp(eta);
  if (link === LOGISTIC) return f32x4.div(entry(ONE, 0), f32x4.add(entry(ONE, 0), exp(f32x4.neg(eta))));
  if (link === NORM_CDF) return normCdf(eta);
  if (link === ONE_OVER_X) return f32x4.div(entry(ONE, 0), eta);
  if (link === IDENTITY) return eta;
  return f32x4.add(f32x4.max(eta, f32x4.splat(0)), log1p(exp(f32x4.neg(f32x4.abs(eta)))));
}
