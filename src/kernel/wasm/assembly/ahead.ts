/**
 * Few neurons fill one or two registers, and their dependent instructions leave most of the processor idle. Until
 * somebody spikes, the committed eta of the next bins does not change. So the rates of four bins are computed at once,
 * and those after a spike again.
 */
import { EXP, IDENTITY, LOGISTIC, NORM_CDF, ONE_OVER_X, rateOf, SOFTPLUS } from "./links";
import {
  driveAt, driveRow, nThreads, nVectors, outputRow, paddedRow, ratesAt, ringAt, spikesAt, TILE, uniformsAt, maySpikeOf,
} from "./memory";
import { certainlySilent, maySpikeBits } from "./certainly-silent";
import { BATCH } from "./uniforms";

/** Bins computed at once. */
export const AHEAD: i32 = 4;

/** Whether there are so few neurons that looking ahead is faster. */
export function looksAhead(): bool {
  return nVectors === 1 && nThreads === 1;
}

/**
 * Computes rates like `computeRates`, for bins `bin` to `bin` + 4, of which the first `nBins` matter. Returns the
 * number of bins before the first in which a neuron may spike.
 */
export function lookAhead(link: i32, bin: i32, row: i32, nBins: i32): i32 {
  const bits = waitingIn(link, bin, row);
  const silent = bits === 0 ? nBins : min(nBins, <i32>ctz(bits) >> 2);
  if (silent < nBins) store<u64>(maySpikeOf(bin + silent), (bits >> (silent << 2)) & 15);
  return silent;
}

function waitingIn(link: i32, bin: i32, row: i32): i32 {
  switch (link) {
    case SOFTPLUS: return softplus(bin, row);
    case EXP: return exponential(bin, row);
    case LOGISTIC: return logistic(bin, row);
    case NORM_CDF: return normCdf(bin, row);
    case ONE_OVER_X: return oneOverX(bin, row);
    default: return identity(bin, row);
  }
}

// One function per link: in a single function the compiler merges their loops and adds a branch per register.
function softplus(bin: i32, row: i32): i32 { return four(SOFTPLUS, bin, row); }
function exponential(bin: i32, row: i32): i32 { return four(EXP, bin, row); }
function logistic(bin: i32, row: i32): i32 { return four(LOGISTIC, bin, row); }
function normCdf(bin: i32, row: i32): i32 { return four(NORM_CDF, bin, row); }
function oneOverX(bin: i32, row: i32): i32 { return four(ONE_OVER_X, bin, row); }
function identity(bin: i32, row: i32): i32 { return four(IDENTITY, bin, row); }

// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function four(link: i32, bin: i32, row: i32): i32 {
  const eta = ringAt + <usize>row * TILE;
  const drive = driveAt + <usize>bin * driveRow;
  const a = rateOf(link, f32x4.add(v128.load(eta), v128.load(drive)));
  const b = rateOf(link, f32x4.add(v128.load(eta, 64), v128.load(drive + driveRow)));
  const c = rateOf(link, f32x4.add(v128.load(eta, 128), v128.load(drive + 2 * driveRow)));
  const d = rateOf(link, f32x4.add(v128.load(eta, 192), v128.load(drive + 3 * driveRow)));
  // In this order, because each row's padding overwrites the start of the next.
  storeFour(ratesAt + <usize>bin * outputRow, a, b, c, d);
  const zero = i32x4.splat(0);
  storeFour(spikesAt + <usize>bin * outputRow, zero, zero, zero, zero);
  const u = uniformsAt + <usize>(bin % BATCH) * paddedRow;
  return maySpikeBits(
    certainlySilent(link, a, v128.load(u)), certainlySilent(link, b, v128.load(u + paddedRow)),
    certainlySilent(link, c, v128.load(u + 2 * paddedRow)), certainlySilent(link, d, v128.load(u + 3 * paddedRow)),
  );
}

// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function storeFour(row: usize, a: v128, b: v128, c: v128, d: v128): void {
  v128.store(row, a);
  v128.store(row + outputRow, b);
  v128.store(row + 2 * outputRow, c);
  v128.store(row + 3 * outputRow, d);
}
