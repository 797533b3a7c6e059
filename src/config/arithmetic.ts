import { fusesMultiplyAdds, promiseOf } from "../kernel";
import { nanosecondsPerBin } from "../kernel/cost";
import type { NemosOrder, Promised } from "../kernel/types";
import { type Difference, estimateDifference } from "../model/differing-draws";
import type { RecurrentGlm } from "../model/types";
import type { Arithmetic } from "./schema/config";
import type { ResolvedConfig } from "./types";

/** Up to so many draws of a run that are expected to differ from NeMoS', the same spikes are expected. */
export const MOST_DIFFERING_DRAWS = 0.01;
/** Rates of ordinary models change by less, relative to themselves; of models whose terms cancel, by more. */
const WELL_CONDITIONED = 1e-6;
/** NeMoS' order is too slow when it takes longer than both. */
const TOO_SLOW = { times: 3, seconds: 10 };
/** A run of less time in NeMoS' order has it whatever is expected: nobody would notice the time, and equal bits need no estimate. */
const UNNOTICED_SECONDS = 0.1;

/** Whose order float32 numbers are added in, and how far spikes and rates then agree with NeMoS'. */
export interface ChosenArithmetic {
  /** null: whatever order is fastest. */
  readonly order: NemosOrder | null;
  /** Draws of the whole run that are expected to differ from NeMoS' in the fastest order. */
  readonly expectedDifferingDraws: number;
  /** null: other spikes are to be expected. */
  readonly promise: Promised | null;
}

/** What a config's `arithmetic` means for its model. Reads a few bins of its feedforward input. */
export function chooseArithmetic({ arithmetic, model, feedforward, nTimeBins }: ResolvedConfig): ChosenArithmetic {
  const difference = estimateDifference(model, feedforward, nTimeBins);
  const order = orderOf(arithmetic === "auto" ? automatic(model, difference, nTimeBins) : arithmetic);
  const isBitwise = order !== null && promiseOf({ ...model, nTimeBins }, order) === "bitwise";
  const areSameSpikes = difference.draws <= MOST_DIFFERING_DRAWS;
  return {
    order,
    expectedDifferingDraws: difference.draws,
    promise: isBitwise ? "bitwise" : areSameSpikes ? "same-spikes-expected" : null,
  };
}

/** NeMoS' order where another one shows, unless that takes far longer, and where it takes no time worth speaking of. */
function automatic(model: RecurrentGlm, difference: Difference, nTimeBins: number): "fast" | "nemos" {
  const seconds = (which: "fast" | "nemos", isFused: boolean): number =>
    1e-9 * nTimeBins * nanosecondsPerBin(which, model, difference.spikesPerBin, isFused);
  if (difference.draws <= MOST_DIFFERING_DRAWS && difference.conditioning <= WELL_CONDITIONED)
    return seconds("nemos", false) > UNNOTICED_SECONDS ? "fast" : "nemos";
  const nemos = seconds("nemos", fusesMultiplyAdds());
  return nemos > TOO_SLOW.seconds && nemos > TOO_SLOW.times * seconds("fast", true) ? "fast" : "nemos";
}

/** `nemos` is the order of CPUs with AVX-512, whatever this machine has: so every machine simulates the same bits. */
export function orderOf(arithmetic: Exclude<Arithmetic, "auto">): NemosOrder | null {
  if (typeof arithmetic === "object") return arithmetic.order === "nemos-avx512" ? "avx512" : "avx2";
  return arithmetic === "fast" ? null : "avx512";
}
