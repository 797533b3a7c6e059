import { LINKS } from "../../../model/links";
import { convolutionOrder } from "../../reference/nemos-order/convolution-order";
import { couplingOrder } from "../../reference/nemos-order/coupling-order";
import { promiseOf, USUAL_MACHINE } from "../../reference/nemos-order/promise";
import { tiledOf } from "../../reference/nemos-order/sums";
import type { Advance, Kernel, KernelProblem, KernelState, NemosOrder, Promised } from "../../types";
import { ExactDraws } from "../exact";
import { giveBack, ModuleMemory, takeMemory } from "../memory";
import { instantiate } from "../module";
import { blockOf } from "../plan";
import { fillMemory } from "./fill";
import type { NemosOrderExports, NemosOrderModule } from "./module";
import { planFeatures } from "./plan";

/** Numbers of an event: its bin, the offset of its sender's features, its count, and whether that needs no rounding. */
const EVENT = 4;

/**
 * The kernel in NeMoS' order of additions in WebAssembly with SIMD (assembly/nemos-order/index.ts), bit for bit that of the reference
 * (reference/nemos-order/kernel.ts), whose rules it plans by. One thread: NeMoS adds up each bin before the next can begin.
 */
export class NemosOrderWasmKernel implements Kernel {
  readonly strategy = "nemos";
  readonly name: string;
  readonly threads = 1;
  readonly promise: Promised;
  private t: number;
  private readonly block: number;
  private readonly link: number;
  /** Bins of the run in full tiles of the feedforward product. */
  private readonly nTiledBins: number;
  private readonly exact: ExactDraws;
  private readonly memory: ModuleMemory<NemosOrderExports>;

  constructor(
    { name, module }: NemosOrderModule,
    private readonly problem: KernelProblem,
    readonly order: NemosOrder,
    state?: KernelState,
  ) {
    const { feedforward } = problem;
    const model = feedforward ? problem.model : { ...problem.model, nFeatures: 0 };
    const { nNeurons, nBasisFuncs, windowSize, nFeatures, inverseLink } = model;
    this.name = name;
    this.promise = promiseOf({ ...model, nTimeBins: feedforward?.nTimeBins ?? Infinity }, order);
    this.block = blockOf(model);
    this.link = LINKS[inverseLink].wasm;
    this.nTiledBins = feedforward ? tiledOf(feedforward.nTimeBins) : 0;
    this.exact = new ExactDraws(() => this.memory, nNeurons);
    const convolution = convolutionOrder(model, order, USUAL_MACHINE);
    const plan = planFeatures(convolution);
    const coupling = couplingOrder(model);
    const memory = takeMemory();
    const exports = instantiate<NemosOrderExports>(module, memory, this.exact.host);
    const bytes = exports.place(
      nNeurons,
      windowSize,
      nBasisFuncs,
      nFeatures,
      plan.spans.length / 2,
      plan.isParted,
      this.block,
    );
    this.memory = new ModuleMemory(exports, memory, bytes);
    exports.clear();
    exports.setOrder(convolution.isTree, coupling.product, coupling.nLaned, coupling.nTiled);
    fillMemory(this.memory, model, plan);
    this.t = state?.bin ?? 0;
    this.appendHistory(state?.committed ?? model.initY);
  }

  get bin(): number {
    return this.t;
  }

  advance(nBins: number, spikes: Int32Array, rates: Float32Array): Advance {
    const { nNeurons: n } = this.problem.model;
    const { floats, ints, at } = this.memory;
    let done = 0;
    while (done < nBins) {
      const wanted = Math.min(this.block, nBins - done);
      const ran = this.runBlock(wanted);
      const diverged = ran < wanted ? this.exact.diverged : null;
      const nRates = (diverged ? ran + 1 : ran) * n;
      rates.set(floats.subarray(at("ratesAt"), at("ratesAt") + nRates), done * n);
      spikes.set(ints.subarray(at("spikesAt"), at("spikesAt") + ran * n), done * n);
      done += ran;
      if (diverged) return { binsDone: done, divergence: { bin: this.t, ...diverged } };
    }
    return { binsDone: done, divergence: null };
  }

  /** The counts of the last W bins. */
  state(): KernelState {
    const { nNeurons, nBasisFuncs, windowSize } = this.problem.model;
    const { floats, ints, at } = this.memory;
    const committed = new Float64Array(windowSize * nNeurons);
    for (let event = at("eventsAt"); event < at("eventsEnd"); event += EVENT) {
      committed[ints[event] * nNeurons + ints[event + 1] / (4 * nBasisFuncs)] = floats[event + 2];
    }
    return { bin: this.t, committed };
  }

  close(): void {
    giveBack(this.memory.shared);
  }

  private runBlock(nBins: number): number {
    const { exports, floats, at } = this.memory;
    const { model, key, feedforward } = this.problem;
    if (feedforward && model.nFeatures > 0) floats.set(feedforward.read(this.t, nBins), at("inputAt"));
    const nTiledBins = Math.max(0, Math.min(nBins, this.nTiledBins - this.t));
    const ran = exports.run(this.link, key[0], key[1], this.t, nBins, nTiledBins);
    this.t += ran;
    return ran;
  }

  /** Takes counts (W, N), the oldest first. */
  private appendHistory(counts: ArrayLike<number>): void {
    const { exports } = this.memory;
    const { nNeurons, windowSize } = this.problem.model;
    exports.forgetEvents();
    for (let w = 0; w < windowSize; w++)
      for (let i = 0; i < nNeurons; i++) {
        const count = counts[w * nNeurons + i];
        if (count !== 0) exports.append(w, i, count);
      }
  }
}
