import { LINKS } from "../../model/links";
import { PoissonDraws } from "../../random/poisson";
import { threefry2x32, words } from "../../random/threefry";
import {
  type Advance,
  type Divergence,
  type Kernel,
  type KernelProblem,
  type KernelState,
  RATE_LIMIT,
  type Strategy,
} from "../types";

/**
 * A kernel in plain TypeScript. Bin t: eta, which a subclass sums; rates by the inverse link in float32; counts drawn under
 * `jax.random.split(key, T)[t]`, which the subclass commits to later bins. Nothing depends on how the bins are cut into blocks.
 */
export abstract class ReferenceKernel implements Kernel {
  abstract readonly strategy: Strategy;
  readonly name = "typescript";
  readonly threads = 1;
  private readonly eta: Float64Array;
  private readonly link: (eta: number) => number;
  private readonly draws = new PoissonDraws();

  /** `t` is the bin to begin with. */
  constructor(
    protected readonly problem: KernelProblem,
    private t = 0,
  ) {
    this.link = LINKS[problem.model.inverseLink].rate;
    this.eta = new Float64Array(problem.model.nNeurons);
  }

  abstract state(): KernelState;

  /** Fills `eta` of the bin at hand; `input` (nBins, N, K) is that of the block, whose bin it is the `block`-th of. */
  protected abstract sumEta(eta: Float64Array, input: Float32Array | null, block: number): void;

  /** Takes the counts of the bin at hand, of N neurons from `at` on. */
  protected abstract commit(spikes: Int32Array, at: number): void;

  get bin(): number {
    return this.t;
  }

  advance(nBins: number, spikes: Int32Array, rates: Float32Array): Advance {
    const { model, key, feedforward } = this.problem;
    const n = model.nNeurons;
    const input = feedforward && model.nFeatures > 0 ? feedforward.read(this.t, nBins) : null;
    for (let block = 0; block < nBins; block++) {
      const at = block * n;
      this.sumEta(this.eta, input, block);
      const divergence = this.computeRates(rates, at);
      if (divergence) return { binsDone: block, divergence };
      threefry2x32(key[0], key[1], Math.floor(this.t / 2 ** 32), this.t >>> 0);
      this.draws.draw(words[0], words[1], rates, spikes, at, n);
      this.commit(spikes, at);
      this.t += 1;
    }
    return { binsDone: nBins, divergence: null };
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
