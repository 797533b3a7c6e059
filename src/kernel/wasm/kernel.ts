import { INVERSE_LINKS } from "../../model/types";
import type { Advance, Kernel, KernelProblem, KernelState, Strategy } from "../types";
import { ExactDraws } from "./exact";
import { fillMemory } from "./fill";
import { KernelMemory, sharedMemory } from "./memory";
import { type KernelPlan, planKernel } from "./plan";

const TILE = 8;

/**
 * The fast kernel: the recurrence runs in WebAssembly with SIMD (assembly/index.ts), block by block.
 * Sums are float32, in an order that the plan's strategy fixes.
 */
export class WasmKernel implements Kernel {
  readonly name = "wasm-simd";
  private readonly plan: KernelPlan;
  private t = 0;
  /** The row of the ring that holds eta of the next bin. */
  private row = 0;
  private readonly link: number;
  private readonly nFeatures: number;
  private readonly exact: ExactDraws;
  private readonly memory: KernelMemory;

  constructor(module: WebAssembly.Module, private readonly problem: KernelProblem, state?: KernelState) {
    const { model, feedforward } = problem;
    this.plan = planKernel(model);
    this.link = INVERSE_LINKS.indexOf(model.inverseLink);
    this.nFeatures = feedforward ? model.nFeatures : 0;
    this.exact = new ExactDraws(() => this.memory, model.nNeurons, model.inverseLink);
    this.memory = new KernelMemory(module, sharedMemory(), { ...model, nFeatures: this.nFeatures }, this.plan, {
      drawAgain: (bin, neuron) => this.exact.drawAgain(bin, neuron),
      drawExactly: (bin, row) => this.exact.drawExactly(bin, row),
    }, 1, 0);
    fillMemory(this.memory, model, this.plan);
    if (state) this.restore(state);
    else this.commitInitialCounts();
  }

  get strategy(): Strategy {
    return this.plan.strategy;
  }

  get bin(): number {
    return this.t;
  }

  advance(nBins: number, spikes: Int32Array, rates: Float32Array): Advance {
    const { nNeurons } = this.problem.model;
    const { floats, ints, at } = this.memory;
    let done = 0;
    while (done < nBins) {
      const wanted = Math.min(this.plan.block, nBins - done);
      const ran = this.runBlock(wanted);
      const diverged = ran < wanted ? this.exact.diverged : null;
      rates.set(floats.subarray(at("ratesAt"), at("ratesAt") + (diverged ? ran + 1 : ran) * nNeurons), done * nNeurons);
      spikes.set(ints.subarray(at("spikesAt"), at("spikesAt") + ran * nNeurons), done * nNeurons);
      done += ran;
      if (diverged) return { binsDone: done, divergence: { bin: this.t, ...diverged } };
    }
    return { binsDone: done, divergence: null };
  }

  state(): KernelState {
    const { nNeurons, windowSize } = this.problem.model;
    const committed = new Float64Array(windowSize * nNeurons);
    this.eachCommitted((ring, entry) => (committed[entry] = this.memory.floats[ring]));
    return { bin: this.t, committed };
  }

  private runBlock(nBins: number): number {
    const { exports, floats, ints, at } = this.memory;
    const { key, feedforward } = this.problem;
    if (this.nFeatures > 0) floats.set(feedforward!.read(this.t, nBins), at("inputAt"));
    if (this.row + nBins > this.plan.slide) {
      exports.rewind(this.row);
      this.row = 0;
    }
    ints.fill(0, at("flagsAt"), at("flagsAt") + nBins);
    const ran = exports.run(this.link, key[0], key[1], this.t, this.row, nBins);
    this.row += ran;
    this.t += ran;
    return ran;
  }

  private restore({ bin, committed }: KernelState): void {
    this.t = bin;
    this.eachCommitted((ring, entry) => (this.memory.floats[ring] = committed[entry]));
  }

  private eachCommitted(visit: (ring: number, entry: number) => void): void {
    const { nNeurons, windowSize } = this.problem.model;
    const { at } = this.memory;
    for (let i = 0; i < nNeurons; i++) {
      const ring = at("ringAt") + Math.floor(i / TILE) * at("ringTile") + this.row * TILE + (i % TILE);
      for (let w = 0; w < windowSize; w++) visit(ring + w * TILE, w * nNeurons + i);
    }
  }

  /** The counts before the first bin: row r of init_y is bin r - W; only its lags that reach bin 0 or later are left in the ring. */
  private commitInitialCounts(): void {
    const { initY, nNeurons, windowSize } = this.problem.model;
    const { exports, floats, ints, at } = this.memory;
    if (initY.every((count) => count === 0)) return;
    for (let r = 0; r < windowSize; r++) {
      let n = 0;
      for (let j = 0; j < nNeurons; j++) {
        const count = initY[r * nNeurons + j];
        if (count === 0) continue;
        ints[at("sendersAt") + 2 * n] = j;
        floats[at("sendersAt") + 2 * n + 1] = count;
        n += 1;
      }
      exports.commit(n, r + 1);
    }
    exports.rewind(windowSize);
  }
}
