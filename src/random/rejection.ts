import { fma } from "./fma";
import { log, logFactorial } from "./float32";
import { threefry2x32, words } from "./threefry";
import { uniformAt } from "./uniform";

const fround = Math.fround;

/** JAX draws rates from here on by rejection. */
export const REJECTION_FROM = 10;
/** The rate at which JAX lets neurons of lower rates take part in the rejection loop; it discards their counts. */
const DUMMY_RATE = 1e5;

const [B_SLOPE, B_OFFSET, A_SLOPE, A_OFFSET] = [2.53, 0.931, 0.02483, -0.059].map(fround);
const [INVERSE_ALPHA, INVERSE_ALPHA_TOP, V_R, V_R_TOP] = [1.1239, 1.1328, 0.9277, 3.6224].map(fround);
/** b - 3.4 and b - 2 with the constants folded in float32, as XLA does. */
const B_OFFSET_3_4 = fround(B_OFFSET - fround(3.4));
const B_OFFSET_2 = fround(B_OFFSET - 2);
const [SHIFT, U_CENTRAL, U_EXTREME] = [0.43, 0.07, 0.013].map(fround);

/**
 * Poisson draws of one bin by transformed rejection (W. Hormann, "The transformed rejection method for generating
 * Poisson random variables", Insurance: Mathematics and Economics 12, 1993), as a whole array: JAX repeats the loop
 * until EVERY neuron has accepted once, and a neuron that accepts again overwrites its count. Neurons with rates below
 * 10 take part as dummies, so they too affect the number of rounds; only dummies may stop once they have accepted.
 */
export class RejectionDraws {
  private accepted = new Uint8Array(0);
  private parameters = new Float32Array(0);

  /** Draws the counts of rates of 10 … 10^6; both arrays are used from `start` for `n` neurons. Other counts stay unchanged. */
  draw(high: number, low: number, rates: Float32Array, counts: Int32Array, start: number, n: number): void {
    this.prepare(rates, start, n);
    const { accepted } = this;
    let waiting = n;
    while (waiting > 0) {
      threefry2x32(high, low, 0, 1);
      const uHigh = words[0];
      const uLow = words[1];
      threefry2x32(high, low, 0, 2);
      const vHigh = words[0];
      const vLow = words[1];
      for (let i = 0; i < n; i++) {
        const rate = rates[start + i];
        const dummy = rate < REJECTION_FROM;
        if (dummy && accepted[i] === 1) continue;
        const k = this.attempt(i, dummy ? DUMMY_RATE : rate, uniformAt(uHigh, uLow, i), uniformAt(vHigh, vLow, i));
        if (k < 0) continue;
        if (!dummy) counts[start + i] = k;
        if (accepted[i] === 0) waiting -= 1;
        accepted[i] = 1;
      }
      threefry2x32(high, low, 0, 0);
      high = words[0];
      low = words[1];
    }
  }

  /** Constants for all attempts of a neuron: 2a, b, 1/alpha, v_r and log(rate). */
  private prepare(rates: Float32Array, start: number, n: number): void {
    if (this.accepted.length < n) {
      this.accepted = new Uint8Array(n);
      this.parameters = new Float32Array(5 * n);
    }
    this.accepted.fill(0, 0, n);
    for (let i = 0; i < n; i++) {
      const rate = rates[start + i];
      if (rate < REJECTION_FROM) this.parameters.set(DUMMY_PARAMETERS, 5 * i);
      else setParameters(this.parameters, 5 * i, rate);
    }
  }

  /** One attempt of neuron `i` with two uniform numbers in [0, 1): the count, or -1 when it is rejected. */
  private attempt(i: number, rate: number, u01: number, v: number): number {
    const at = 5 * i;
    const a2 = this.parameters[at];
    const b = this.parameters[at + 1];
    const u = u01 - 0.5;
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(fround(fma(fround(fround(a2 / us) + b), u, rate) + SHIFT));
    if (us >= U_CENTRAL && v <= this.parameters[at + 3]) return k;
    if (k < 0 || (us < U_EXTREME && v > us)) return -1;
    const s = log(fround(fround(v * this.parameters[at + 2]) / fround(fround(a2 / 2 / fround(us * us)) + b)));
    const t = fround(fma(k, this.parameters[at + 4], -rate) - logFactorial(k));
    return s <= t ? k : -1;
  }
}

function setParameters(parameters: Float32Array, at: number, rate: number): void {
  const root = fround(Math.sqrt(rate));
  const b = fma(root, B_SLOPE, B_OFFSET);
  parameters[at] = 2 * fma(b, A_SLOPE, A_OFFSET);
  parameters[at + 1] = b;
  parameters[at + 2] = fround(INVERSE_ALPHA_TOP / fma(root, B_SLOPE, B_OFFSET_3_4)) + INVERSE_ALPHA;
  parameters[at + 3] = V_R - fround(V_R_TOP / fma(root, B_SLOPE, B_OFFSET_2));
  parameters[at + 4] = log(rate);
}

const DUMMY_PARAMETERS = new Float32Array(5);
setParameters(DUMMY_PARAMETERS, 0, DUMMY_RATE);
