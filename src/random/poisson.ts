import type { Key } from "./keys";
import { KnuthDraws } from "./knuth";
import { REJECTION_FROM, RejectionDraws } from "./rejection";

/** Highest allowed rate: above it float32 draws lose their distribution, and from 2^31 on JAX returns wrong counts. */
export const HIGHEST_RATE = 1e6;

/** Draws the Poisson counts of one bin after another, equal to `jax.random.poisson(key, rates)`, without allocating. */
export class PoissonDraws {
  private readonly knuth = new KnuthDraws();
  private readonly rejection = new RejectionDraws();

  /**
   * Draws `n` counts into `counts` from the rates, both from index `start`. The caller has checked that rates are 0 …
   * HIGHEST_RATE.
   */
  draw(keyHigh: number, keyLow: number, rates: Float32Array, counts: Int32Array, start: number, n: number): void {
    const { knuth } = this;
    let anyHigh = false;
    knuth.start(keyHigh, keyLow);
    for (let i = 0; i < n; i++) {
      const rate = rates[start + i];
      if (rate < REJECTION_FROM) counts[start + i] = knuth.draw(i, rate);
      else anyHigh = true;
    }
    if (anyHigh) this.rejection.draw(keyHigh, keyLow, rates, counts, start, n);
  }
}

/** `jax.random.poisson(key, rates)` for one array of rates, each 0 … HIGHEST_RATE. */
export function poisson(key: Key, rates: Float32Array): Int32Array {
  const wrong = rates.findIndex((rate) => !(rate >= 0 && rate <= HIGHEST_RATE));
  if (wrong >= 0) throw new RangeError(`Rates are 0 … ${HIGHEST_RATE}; rate ${wrong} is ${rates[wrong]}.`);
  const counts = new Int32Array(rates.length);
  new PoissonDraws().draw(key[0], key[1], rates, counts, 0, rates.length);
  return counts;
}
