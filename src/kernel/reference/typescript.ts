import type { KernelProblem, KernelState } from "../types";
import { Coupling } from "./coupling";
import { ReferenceKernel } from "./reference-kernel";

/**
 * The reference kernel: eta = committed effect of past counts + feedforward + intercepts, summed in float64 and rounded
 * once to float32; the effect of a bin's counts is committed to the next W bins.
 */
export class TypescriptKernel extends ReferenceKernel {
  readonly strategy = "project";
  /** (W, N): the committed effect of past counts on eta; row t % W belongs to bin t. */
  private readonly ring: Float64Array;
  private readonly coupling: Coupling;

  constructor(problem: KernelProblem, state?: KernelState) {
    super(problem, state?.bin);
    const { model } = problem;
    this.coupling = new Coupling(model);
    this.ring = new Float64Array(model.windowSize * model.nNeurons);
    if (state) this.restore(state);
    else this.commitInitialCounts();
  }

  state(): KernelState {
    const next = this.row * this.problem.model.nNeurons;
    const committed = new Float64Array(this.ring.length);
    committed.set(this.ring.subarray(next));
    committed.set(this.ring.subarray(0, next), committed.length - next);
    return { bin: this.bin, committed };
  }

  protected sumEta(eta: Float64Array, input: Float32Array | null, block: number): void {
    const { ring, row } = this;
    const { nNeurons: n, nFeatures, feedforwardCoef, intercepts } = this.problem.model;
    for (let i = 0; i < n; i++) {
      let sum = ring[row * n + i];
      if (input) {
        const from = (block * n + i) * nFeatures;
        for (let k = 0; k < nFeatures; k++) sum += feedforwardCoef[i * nFeatures + k] * input[from + k];
      }
      eta[i] = sum + intercepts[i];
    }
  }

  protected commit(spikes: Int32Array, at: number): void {
    const { row } = this;
    const { nNeurons } = this.problem.model;
    this.ring.fill(0, row * nNeurons, (row + 1) * nNeurons);
    this.coupling.spread(spikes, at, this.ring, row + 1);
  }

  /** The row of the ring that belongs to the next bin. */
  private get row(): number {
    return this.bin % this.problem.model.windowSize;
  }

  private restore({ committed }: KernelState): void {
    const next = this.row * this.problem.model.nNeurons;
    this.ring.set(committed.subarray(0, committed.length - next), next);
    this.ring.set(committed.subarray(committed.length - next));
  }

  /** The counts before the first bin: row r of init_y is bin r - W; only its lags that reach bin 0 or later matter. */
  private commitInitialCounts(): void {
    const { initY, nNeurons, windowSize } = this.problem.model;
    for (let r = 0; r < windowSize; r++) {
      this.coupling.spread(initY, r * nNeurons, this.ring, r + 1, windowSize - 1 - r);
    }
  }
}
