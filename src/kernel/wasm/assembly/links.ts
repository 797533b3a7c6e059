/** The inverse links of four eta: within two ulp of src/model/links.ts, which decides wherever a rate reaches 10. */
import { exp, log1p } from "./exp";
import { normCdf } from "./norm-cdf";
import { entry } from "./tables";

// The numbers of LINKS in src/model/links.ts.
export const SOFTPLUS = 0;
export const EXP = 1;
export const LOGISTIC = 2;
export const NORM_CDF = 3;
export const ONE_OVER_X = 4;
export const IDENTITY = 5;

/** 1; the highest argument of exp, above which rates are drawn exactly anyway; -0, the sign bit. */
const LINKS = memory.data<f32>([1, 80, -0.0]);

/** Rates of four eta. `link` is a constant wherever this is inlined, so only its branch remains. */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
export function rateOf(link: i32, eta: v128): v128 {
  if (link === EXP) return exp(f32x4.pmin(eta, entry(LINKS, 1)));
  if (link === LOGISTIC) return f32x4.div(entry(LINKS, 0), f32x4.add(entry(LINKS, 0), exp(f32x4.pmin(f32x4.neg(eta), entry(LINKS, 1)))));
  if (link === NORM_CDF) return normCdf(eta);
  if (link === ONE_OVER_X) return f32x4.div(entry(LINKS, 0), eta);
  if (link === IDENTITY) return eta;
  // softplus: max(eta, 0) + log(1 + exp(-|eta|)). pmax, and setting the sign bit, take fewer instructions than max, abs
  // and neg.
  return f32x4.add(f32x4.pmax(eta, f32x4.splat(0)), log1p(exp(v128.or(eta, entry(LINKS, 2)))));
}
