import { PoissonDraws } from "../../random/poisson";
import { threefry2x32, words } from "../../random/threefry";
import { Coupling } from "./coupling";
import { LINKS } from "../../model/links";
import { type Advance, type Divergence, type Kernel, type KernelProblem, type KernelState, RATE_LIMIT } from "../types";

/**
 * The reference kernel. For bin t: eta = committed effect of past counts + feedforward + intercepts, summed in float64
 * and rounded once to float32; rates by the inverse link in float32; counts drawn under `jax.random.split(key, T)[t]`;
 * their effect committed to the next W bins. Results do not depend on the block size.
 */
export class TypescriptKernel implements Kernel {
  readonly name = "typescript";
  readonly strategy = "project";
  readonly threads = 1;
  private t: number;
  /** (W, N): the committed effect of past counts on eta; row t % W belongs to bin t. */
  private readonly ring: Float64Array;
  private readonly eta: Float64Array;
  private readonly coupling: Coupling;
  private readonly link: (eta: number) => number;
  private readonly draws = new PoissonDraws();

  constructor(
    private readonly problem: KernelProblem,
    state?: KernelState,
  ) {
    const { model } = problem;
    this.coupling = new Coupling(model);
    this.link = LINKS[model.inverseLink].rate;
    this.eta = new Float64Array(model.nNeurons);
    this.ring = new Float64Array(model.windowSize * model.nNeurons);
    this.t = state?.bin ?? 0;
    if (state) this.restore(state);
    else this.commitInitialCounts();
  }

  get bin(): number {
    return this.t;
  }

  advance(nBins: number, spikes: Int32Array, rates: Float32Array): Advance {
    const { model, key, feedforward } = this.problem;
    const { nNeurons: n, windowSize } = model;
    const input = feedforward && model.nFeatures > 0 ? feedforward.read(this.t, nBins) : null;
    for (let block = 0; block < nBins; block++) {
      const at = block * n;
      const row = this.t % windowSize;
      this.sumEta(row, input, block);
      const divergence = this.computeRates(rates, at);
      if (divergence) return { binsDone: block, divergence };
      threefry2x32(key[0], key[1], Math.floor(this.t / 2 ** 32), this.t >>> 0);
      this.draws.draw(words[0], words[1], rates, spikes, at, n);
      this.ring.fill(0, row * n, (row + 1) * n);
      this.coupling.spread(spikes, at, this.ring, row + 1);
      this.t += 1;
    }
    return { binsDone: nBins, divergence: null };
  }

  state(): KernelState {
    const next = this.startOfNextRow();
    const committed = new Float64Array(this.ring.length);
    committed.set(this.ring.subarray(next));
    committed.set(this.ring.subarray(0, next), committed.length - next);
    return { bin: this.t, committed };
  }

  private restore({ committed }: KernelState): void {
    const next = this.startOfNextRow();
    this.ring.set(committed.subarray(0, committed.length - next), next);
    this.ring.set(committed.subarray(committed.length - next));
  }

  private startOfNextRow(): number {
    const { nNeurons, windowSize } = this.problem.model;
    return (this.t % windowSize) * nNeurons;
  }

  /** The counts before the first bin: row r of init_y is bin r - W; only lags that reach bin 0 or later matter. */
  private commitInitialCounts(): void {
    const { initY, nNeurons, windowSize } = this.problem.model;
    for (let r = 0; r < windowSize; r++) {
      this.coupling.spread(initY, r * nNeurons, this.ring, r + 1, windowSize - 1 - r);
    }
  }

  private sumEta(row: number, input: Float32Array | null, block: number): void {
    const { eta, ring } = this;
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

  private computeRates(rates: Float32Array, at: number): Divergence | null {
    const { eta, link } = this;
    let neuron = -1;
    for (let i = eta.length - 1; i >= 0; i--) {
      const rate = link(Math.fround(eta[i]));
      rates[at + i] = rate;
      if (!(rate >= 0 && rate <= RATE_LIMIT)) neuron = i;
    }
    return neuron < 0 ? null : { bin: this.t, neuron, rate: rates[at + neuron] };
  }
}
