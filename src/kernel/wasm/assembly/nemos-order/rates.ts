/** One bin: eta to rates, bit for bit as src/model/links.ts makes them, and which neurons may spike. */
import { certainlySilent } from "../certainly-silent";
import { EXP, IDENTITY, LOGISTIC, NORM_CDF, ONE_OVER_X, SOFTPLUS } from "../links";
import { maySpikeOf, nNeurons, nVectors, outputRow, paddedRow, ratesAt, spikesAt, uniformsAt } from "../memory";
import { entry } from "../tables";
import { BATCH } from "../uniforms";
import { exp, flush, log1p } from "./float32";
import { etaAt } from "./memory";
import { normCdf } from "./norm-cdf";

/** 1; -0, the sign bit. */
const NUMBERS = memory.data<f32>([1, -0.0]);

/** Computes the rates of bin `bin` of the block from `etaAt`, and clears its counts; whether any neuron may spike. */
export function computeRates(link: i32, bin: i32): bool {
  switch (link) {
    case SOFTPLUS: return softplus(bin);
    case EXP: return exponential(bin);
    case LOGISTIC: return logistic(bin);
    case NORM_CDF: return normal(bin);
    case ONE_OVER_X: return oneOverX(bin);
    default: return identity(bin);
  }
}

// One function per link: in a single function the compiler merges their loops and adds a branch per register.
function softplus(bin: i32): bool { return ratesOf(SOFTPLUS, bin); }
function exponential(bin: i32): bool { return ratesOf(EXP, bin); }
function logistic(bin: i32): bool { return ratesOf(LOGISTIC, bin); }
function normal(bin: i32): bool { return ratesOf(NORM_CDF, bin); }
function oneOverX(bin: i32): bool { return ratesOf(ONE_OVER_X, bin); }
function identity(bin: i32): bool { return ratesOf(IDENTITY, bin); }

// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function ratesOf(link: i32, bin: i32): bool {
  const rates = ratesAt + <usize>bin * outputRow;
  const spikes = spikesAt + <usize>bin * outputRow;
  const uniforms = uniformsAt + <usize>(bin % BATCH) * paddedRow;
  const maySpike = maySpikeOf(bin);
  let any: u64 = 0;
  let bits: u64 = 0;
  for (let vector = 0; vector < nVectors; vector++) {
    const at = <usize>vector << 4;
    const rate = rateOf(link, v128.load(etaAt + at));
    // The padding of a row overwrites the start of the next, which is not there yet.
    v128.store(rates + at, rate);
    v128.store(spikes + at, i32x4.splat(0));
    const waits = i32x4.bitmask(certainlySilent(link, rate, v128.load(uniforms + at))) ^ 15;
    bits |= <u64>waits << (<u64>(vector & 15) << 2);
    if (vector === nVectors - 1 && (nNeurons & 63) !== 0) bits &= (<u64>1 << <u64>(nNeurons & 63)) - 1;
    if ((vector & 15) === 15 || vector === nVectors - 1) {
      store<u64>(maySpike + (<usize>(vector >> 4) << 3), bits);
      any |= bits;
      bits = 0;
    }
  }
  return any !== 0;
}

// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function rateOf(link: i32, eta: v128): v128 {
  const one = entry(NUMBERS, 0);
  if (link === EXP) return exp(eta);
  if (link === LOGISTIC) return flush(f32x4.div(one, f32x4.add(one, exp(f32x4.neg(eta)))));
  if (link === NORM_CDF) return normCdf(eta);
  if (link === ONE_OVER_X) return flush(f32x4.div(one, eta));
  if (link === IDENTITY) return eta;
  return f32x4.add(f32x4.pmax(eta, f32x4.splat(0)), log1p(exp(v128.or(eta, entry(NUMBERS, 1)))));
}
