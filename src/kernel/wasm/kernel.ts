import { LINKS } from "../../model/links";
import type { Advance, Kernel, KernelProblem, KernelState, KernelThreads, Strategy } from "../types";
import { Alarm, PATIENCE_MS } from "./alarm";
import { ExactDraws, ratesFromRing } from "./exact";
import { fillMemory, listCounts } from "./fill";
import { giveBack, KernelMemory, type KernelSizes, takeMemory, TILE } from "./memory";
import { type KernelPlan, planKernel } from "./plan";
import { WorthOfHelp } from "./worth-of-help";
import type { ThreadStart } from "./thread";

/**
 * The fast kernel: the recurrence runs in WebAssembly with SIMD (assembly/index.ts), block by block. Sums are float32,
 * in an order fixed by the plan's strategy; blocks and threads do not change a bit of them.
 */
export class WasmKernel implements Kernel {
  readonly name = "wasm-simd";
  private readonly nThreads: number;
  private readonly plan: KernelPlan;
  private t = 0;
  /** The row of the ring with eta of the next bin. */
  private row = 0;
  private readonly link: number;
  private readonly sizes: KernelSizes;
  private readonly exact: ExactDraws;
  private readonly memory: KernelMemory;
  private shared = false;
  private wasShared = false;
  private isAlone = false;
  private readonly alwaysShares: boolean;
  private readonly mayHelp: () => boolean;
  private readonly alarm = new Alarm();
  private readonly worth = new WorthOfHelp();

  constructor(
    private readonly module: WebAssembly.Module,
    private readonly problem: KernelProblem,
    state?: KernelState,
    threads?: KernelThreads,
  ) {
    const { model, feedforward } = problem;
    const { nNeurons, windowSize, nBasisFuncs, inverseLink } = model;
    this.nThreads = threads?.count ?? 1;
    this.alwaysShares = threads?.always ?? false;
    this.mayHelp = threads?.mayHelp ?? (() => true);
    this.plan = planKernel(model);
    this.link = LINKS[inverseLink].wasm;
    this.sizes = { nNeurons, windowSize, nBasisFuncs, nFeatures: feedforward ? model.nFeatures : 0 };
    const memoryOf = (): KernelMemory => this.memory;
    this.exact = new ExactDraws(memoryOf, nNeurons, ratesFromRing(memoryOf, nNeurons, inverseLink));
    const memory = takeMemory();
    const host = { ...this.exact.host, sleep: this.alarm.sleeper(memory, threads?.patienceMs ?? PATIENCE_MS) };
    this.memory = new KernelMemory(module, memory, this.sizes, this.plan, host, this.nThreads, 0);
    this.memory.exports.clear();
    this.memory.exports.share(1);
    for (let thread = 1; thread < this.nThreads; thread++) threads?.spawn(this.startOf(thread));
    this.noticeRefusal();
    fillMemory(this.memory, model, this.plan);
    if (state) this.restore(state);
    else this.commitInitialCounts();
  }

  get strategy(): Strategy {
    return this.plan.strategy;
  }

  /** 1 when no other thread could be started. */
  get threads(): number {
    return this.isAlone ? 1 : this.nThreads;
  }

  /** Whether all threads have started and take part. */
  get isShared(): boolean {
    return this.shared;
  }

  get bin(): number {
    return this.t;
  }

  advance(nBins: number, spikes: Int32Array, rates: Float32Array): Advance {
    const { nNeurons } = this.sizes;
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
    const { nNeurons, windowSize } = this.sizes;
    const committed = new Float64Array(windowSize * nNeurons);
    this.eachCommitted((ring, entry) => (committed[entry] = this.memory.floats[ring]));
    return { bin: this.t, committed };
  }

  close(): void {
    const { exports, shared } = this.memory;
    if (this.nThreads === 1) return giveBack(shared);
    exports.share(this.nThreads);
    exports.handOut(0, 0, 0, 0);
    // Wakes a thread that waits for the rest of a block that an error ended.
    this.alarm.raise("the simulation is over");
  }

  private startOf(thread: number): ThreadStart {
    const { module, sizes, plan, nThreads: threads } = this;
    const { key, model } = this.problem;
    return {
      module,
      memory: this.memory.shared,
      sizes,
      plan,
      inverseLink: model.inverseLink,
      key,
      threads,
      thread,
      alarm: this.alarm.shared,
    };
  }

  private runBlock(nBins: number): number {
    const { exports, floats, ints, at } = this.memory;
    const { key, feedforward } = this.problem;
    this.takeHelp();
    if (feedforward && this.sizes.nFeatures > 0) floats.set(feedforward.read(this.t, nBins), at("inputAt"));
    const from = this.row;
    if (this.row + nBins > this.plan.slide) this.row = 0;
    ints.fill(0, at("flagsAt"), at("flagsAt") + nBins);
    const start = performance.now();
    const ran = exports.run(this.link, key[0], key[1], this.t, this.row, from, nBins);
    this.worth.record(this.shared, ran, performance.now() - start);
    this.row += ran;
    this.t += ran;
    return ran;
  }

  /**
   * This thread works alone until all threads have started, while they make it slower or others need the cores, and for
   * good once one has stopped.
   */
  private takeHelp(): void {
    if (this.nThreads === 1) return;
    this.noticeRefusal();
    const ready = this.memory.exports.nReady() === this.nThreads - 1 && !this.alarm.isRaised && this.mayHelp();
    const share = ready && (this.alwaysShares || this.worth.isHelpWelcome);
    if (share === this.shared) return;
    this.shared = share;
    this.wasShared ||= share;
    this.memory.exports.share(share ? this.nThreads : 1);
  }

  /** An alarm before the others took part means that they never will. */
  private noticeRefusal(): void {
    this.isAlone ||= this.alarm.isRaised && !this.wasShared;
  }

  private restore({ bin, committed }: KernelState): void {
    this.t = bin;
    this.eachCommitted((ring, entry) => (this.memory.floats[ring] = committed[entry]));
  }

  /** Visits each committed eta: its index in the ring, and in a (W, N) array. */
  private eachCommitted(visit: (ring: number, entry: number) => void): void {
    const { nNeurons, windowSize } = this.sizes;
    const { at } = this.memory;
    for (let i = 0; i < nNeurons; i++) {
      const ring = at("ringAt") + Math.floor(i / TILE) * at("ringTile") + this.row * TILE + (i % TILE);
      for (let w = 0; w < windowSize; w++) visit(ring + w * TILE, w * nNeurons + i);
    }
  }

  /** The counts before the first bin: row r of init_y is bin r - W. Their effect on bins before the first is discarded. */
  private commitInitialCounts(): void {
    const { initY } = this.problem.model;
    const { nNeurons, windowSize } = this.sizes;
    for (let r = 0; r < windowSize; r++) {
      this.memory.exports.commit(listCounts(this.memory, initY.subarray(r * nNeurons, (r + 1) * nNeurons)), r + 1);
    }
    this.row = windowSize;
  }
}
