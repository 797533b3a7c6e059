import { fma } from "../../../random/fma";
import type { RecurrentGlm } from "../../../model/types";
import { Chain, type ConvolutionOrder } from "./convolution-order";
import { treeSum } from "./sums";

const fround = Math.fround;

/**
 * Past counts convolved with the basis functions, (N, B), added in NeMoS' order. Only the counts in the window that are not 0 are
 * visited, from the oldest on: a product with 0 changes no sum.
 */
export class Features {
  /** (N, B) of the bin at hand. */
  readonly values: Float32Array;
  private readonly n: number;
  private readonly nBasis: number;
  private readonly window: number;
  /** (W, B), the oldest bin of the window first. */
  private readonly basis: Float32Array;
  /** Rings of W bins: how many neurons spiked in a bin, which, and their counts. */
  private readonly nSenders: Int32Array;
  private readonly senders: Int32Array;
  private readonly counts: Float32Array;
  /** Sums of the block at hand: of all its bins or the even ones, and of the odd ones. */
  private readonly even: Float32Array;
  private readonly odd: Float32Array;
  private readonly isSimple: boolean;

  constructor(
    { nNeurons, nBasisFuncs, windowSize, couplingBasisMatrix }: RecurrentGlm,
    private readonly order: ConvolutionOrder,
  ) {
    [this.n, this.nBasis, this.window] = [nNeurons, nBasisFuncs, windowSize];
    this.values = new Float32Array(nNeurons * nBasisFuncs);
    this.even = new Float32Array(nNeurons * nBasisFuncs);
    this.odd = new Float32Array(nNeurons * nBasisFuncs);
    this.basis = couplingBasisMatrix.map(
      (_, i) => couplingBasisMatrix[(windowSize - 1 - Math.floor(i / nBasisFuncs)) * nBasisFuncs + (i % nBasisFuncs)],
    );
    this.nSenders = new Int32Array(windowSize);
    this.senders = new Int32Array(windowSize * nNeurons);
    this.counts = new Float32Array(windowSize * nNeurons);
    const isStraight = (chain: Chain): boolean => chain === Chain.Fused || chain === Chain.Through;
    this.isSimple = order.blocks.length === 2 && order.chains.every(isStraight);
  }

  /** Takes the counts of bin `t`, of N neurons from `at` on. Its place in the ring is that of bin t - W, which leaves the window. */
  push(t: number, y: ArrayLike<number>, at: number): void {
    const row = t % this.window;
    let end = row * this.n;
    for (let i = 0; i < this.n; i++) {
      if (y[at + i] === 0) continue;
      this.senders[end] = i;
      this.counts[end++] = y[at + i];
    }
    this.nSenders[row] = end - row * this.n;
  }

  /** The counts (W, N) of the window before bin `t`, the oldest bin first. */
  history(t: number): Float64Array {
    const history = new Float64Array(this.window * this.n);
    for (let w = 0; w < this.window; w++) {
      const from = this.rowOf(t, w) * this.n;
      const to = from + this.nSenders[this.rowOf(t, w)];
      for (let e = from; e < to; e++) history[w * this.n + this.senders[e]] = this.counts[e];
    }
    return history;
  }

  /** Computes `values` for bin `t` from the W bins before it. */
  compute(t: number): void {
    if (this.order.isTree) {
      this.values[0] = treeSum(this.productsOfSingle(t));
      return;
    }
    this.values.fill(0);
    const { blocks } = this.order;
    for (let block = 0; block + 1 < blocks.length; block++) {
      const [start, end] = [blocks[block], blocks[block + 1]];
      for (let w = start; w < end; w++) {
        if (this.isSimple) this.addFused(this.rowOf(t, w), w * this.nBasis);
        else this.addBin(this.rowOf(t, w), w, w - start, end - start);
      }
      if (!this.isSimple) this.closeBlock();
    }
  }

  private rowOf(t: number, w: number): number {
    return (t + w) % this.window;
  }

  private productsOfSingle(t: number): Float32Array {
    const products = new Float32Array(this.window);
    for (let w = 0; w < this.window; w++) {
      const row = this.rowOf(t, w);
      if (this.nSenders[row] > 0) products[w] = this.counts[row] * this.basis[w];
    }
    return products;
  }

  private addFused(row: number, basisAt: number): void {
    const { values, basis, nBasis, senders, counts } = this;
    const end = row * this.n + this.nSenders[row];
    for (let e = row * this.n; e < end; e++) {
      const count = counts[e];
      const at = senders[e] * nBasis;
      for (let b = 0; b < nBasis; b++) values[at + b] = fma(count, basis[basisAt + b], values[at + b]);
    }
  }

  /** Adds bin `w` of the window, the `inBlock`-th of its block of `length`. */
  private addBin(row: number, w: number, inBlock: number, length: number): void {
    const isAlone = inBlock === length - 1 && length % 2 === 1;
    const end = row * this.n + this.nSenders[row];
    for (let e = row * this.n; e < end; e++) {
      const at = this.senders[e] * this.nBasis;
      for (let b = 0; b < this.nBasis; b++) {
        this.add(at + b, this.counts[e], this.basis[w * this.nBasis + b], w, inBlock % 2 === 1, isAlone);
      }
    }
  }

  private add(at: number, count: number, value: number, w: number, isOdd: boolean, isAlone: boolean): void {
    const { values, even, odd } = this;
    const chain: Chain = this.order.chains[at];
    if (chain === Chain.Through) values[at] = fma(count, value, values[at]);
    else if (chain === Chain.Fused) even[at] = fma(count, value, even[at]);
    else if (chain === Chain.FirstRounded) {
      even[at] = w < 8 ? even[at] + fround(count * value) : fma(count, value, even[at]);
    } else {
      if (isAlone) {
        even[at] += odd[at];
        odd[at] = 0;
      }
      const sums = isOdd ? odd : even;
      sums[at] = chain === Chain.EvenOdd ? fma(count, value, sums[at]) : sums[at] + fround(count * value);
    }
  }

  private closeBlock(): void {
    const { values, even, odd } = this;
    for (let j = 0; j < values.length; j++) values[j] += fround(even[j] + odd[j]);
    even.fill(0);
    odd.fill(0);
  }
}
