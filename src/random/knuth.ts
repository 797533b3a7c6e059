import { log } from "./float32";
import { threefry2x32, words } from "./threefry";
import { uniformAt } from "./uniform";

/** log(1 - rate - margin) is below -rate, whatever the rounding of JAX's logarithm. */
const MARGIN = 4.8e-7;

/**
 * Poisson draws of one bin by Knuth's method: multiply uniform numbers until the product is at most exp(-rate).
 *
 * All neurons share one chain of keys, one per iteration, and read their own number under each. So neurons do not
 * influence each other, and each follows the chain only as far as its own draw needs.
 */
export class KnuthDraws {
  /** Key of iteration i at 2i and 2i+1. */
  private keys = new Int32Array(2 * 64);
  private made = 0;
  private chainHigh = 0;
  private chainLow = 0;

  /** Starts a bin: all its draws depend on this key. */
  start(high: number, low: number): void {
    this.chainHigh = high;
    this.chainLow = low;
    this.made = 0;
  }

  /** The count of neuron `index` at a rate from 0 to below 10. */
  draw(index: number, rate: number): number {
    let count = 0;
    let logProduct = 0;
    for (;;) {
      if (count === this.made) this.extend();
      const u = uniformAt(this.keys[2 * count], this.keys[2 * count + 1], index);
      if (count === 0 && u <= 1 - rate - MARGIN) return 0;
      logProduct = Math.fround(logProduct + log(u));
      if (!(logProduct > -rate)) return count;
      count += 1;
    }
  }

  private extend(): void {
    const end = 2 * this.made;
    if (end === this.keys.length) {
      const longer = new Int32Array(2 * end);
      longer.set(this.keys);
      this.keys = longer;
    }
    threefry2x32(this.chainHigh, this.chainLow, 0, 1);
    this.keys[end] = words[0];
    this.keys[end + 1] = words[1];
    threefry2x32(this.chainHigh, this.chainLow, 0, 0);
    this.chainHigh = words[0];
    this.chainLow = words[1];
    this.made += 1;
  }
}
