import type { RecurrentGlm } from "../../model/types";

/**
 * What spikes add to the eta of later bins. The spikes of a bin are projected through a transposed copy of the coupling
 * coefficients, G[b, i] = sum_j y[j] coupling_coef[i, j, b], and scattered through the non-zero basis entries:
 * eta[t+1+w, i] += basis[w, b] G[b, i]. That takes spikes * B * N + nonzero * N multiply-adds per bin; convolving the
 * whole past would take N^2 * B.
 *
 * Sums are float64 in a fixed order: senders ascending, then bins in order, then basis functions ascending.
 */
export class Coupling {
  private readonly n: number;
  private readonly nBasis: number;
  private readonly window: number;
  /** (N sender, B, N receiver): the projection of one spike of each sender, contiguous. */
  private readonly bySender: Float32Array;
  /** Non-zero basis entries in order of lag: entries of lag w are entryStart[w] … entryStart[w + 1]. */
  private readonly entryStart: Int32Array;
  private readonly entryFunction: Int32Array;
  private readonly entryValue: Float64Array;
  /** (B, N): G of the current bin. */
  private readonly projected: Float64Array;

  constructor(model: RecurrentGlm) {
    this.n = model.nNeurons;
    this.nBasis = model.nBasisFuncs;
    this.window = model.windowSize;
    this.projected = new Float64Array(this.nBasis * this.n);
    this.bySender = transposed(model.couplingCoef, this.n, this.nBasis);
    const basis = model.couplingBasisMatrix;
    const nonZero = basis.reduce((count, value) => count + (value !== 0 ? 1 : 0), 0);
    this.entryStart = new Int32Array(this.window + 1);
    this.entryFunction = new Int32Array(nonZero);
    this.entryValue = new Float64Array(nonZero);
    let entry = 0;
    for (let w = 0; w < this.window; w++) {
      for (let b = 0; b < this.nBasis; b++) {
        const value = basis[w * this.nBasis + b];
        if (value === 0) continue;
        this.entryFunction[entry] = b;
        this.entryValue[entry++] = value;
      }
      this.entryStart[w + 1] = entry;
    }
  }

  /**
   * Adds the effect of the counts `y[at … at + N]` of one bin to `ring` (W, N), whose row `row` is the next bin. Lags
   * below `firstLag` are skipped: they are in the past.
   */
  spread(y: ArrayLike<number>, at: number, ring: Float64Array, row: number, firstLag = 0): void {
    if (!this.project(y, at)) return;
    const { n, window, entryStart, entryFunction, entryValue, projected } = this;
    for (let w = firstLag; w < window; w++) {
      const target = ((row + w) % window) * n;
      let entry = entryStart[w];
      const end = entryStart[w + 1];
      for (; entry + 1 < end; entry += 2) {
        addTwo(
          ring,
          target,
          n,
          projected,
          entryFunction[entry] * n,
          entryValue[entry],
          entryFunction[entry + 1] * n,
          entryValue[entry + 1],
        );
      }
      if (entry < end) addOne(ring, target, n, projected, entryFunction[entry] * n, entryValue[entry]);
    }
  }

  /** Computes G; false when nobody spiked. */
  private project(y: ArrayLike<number>, at: number): boolean {
    const { n, projected, bySender } = this;
    const size = projected.length;
    let any = false;
    for (let j = 0; j < n; j++) {
      const count = y[at + j];
      if (count === 0) continue;
      if (!any) projected.fill(0);
      any = true;
      const from = j * size;
      for (let g = 0; g < size; g++) projected[g] += count * bySender[from + g];
    }
    return any;
  }
}

function addOne(
  ring: Float64Array,
  target: number,
  n: number,
  projected: Float64Array,
  from: number,
  value: number,
): void {
  for (let i = 0; i < n; i++) ring[target + i] += value * projected[from + i];
}

function addTwo(
  ring: Float64Array,
  target: number,
  n: number,
  projected: Float64Array,
  from1: number,
  value1: number,
  from2: number,
  value2: number,
): void {
  for (let i = 0; i < n; i++) ring[target + i] += value1 * projected[from1 + i] + value2 * projected[from2 + i];
}

/** (N receiver, N sender, B) to (N sender, B, N receiver). */
function transposed(couplingCoef: Float32Array, n: number, nBasis: number): Float32Array {
  const bySender = new Float32Array(couplingCoef.length);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      for (let b = 0; b < nBasis; b++) bySender[(j * nBasis + b) * n + i] = couplingCoef[(i * n + j) * nBasis + b];
    }
  }
  return bySender;
}
