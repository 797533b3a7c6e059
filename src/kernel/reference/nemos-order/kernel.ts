import { fma } from "../../../random/fma";
import type { KernelProblem, KernelState, NemosOrder, Promised } from "../../types";
import { ReferenceKernel } from "../reference-kernel";
import { convolutionOrder } from "./convolution-order";
import { Features } from "./features";
import { promiseOf, USUAL_MACHINE } from "./promise";
import { laneOf, LANES, rowProduct, sumLanes, treeSum } from "./sums";

const fround = Math.fround;

/**
 * Adds float32 numbers in the order of `simulate_recurrent` of NeMoS 0.2.8 with jaxlib 0.10.2 on x86-64 CPUs, so that rates are its
 * rates bit for bit. Each bin convolves the counts of its window anew and multiplies the features with the coupling coefficients:
 * eta = (coupling + feedforward) + intercept.
 */
export class NemosOrderKernel extends ReferenceKernel {
  readonly strategy = "nemos";
  readonly promise: Promised;
  private readonly features: Features;
  /** Features that are not 0, ascending, and the lanes they are added in. */
  private readonly nonZero: Int32Array;
  private readonly nonZeroLane: Uint8Array;
  private readonly lanes = new Float64Array(LANES + 1);

  constructor(
    problem: KernelProblem,
    readonly order: NemosOrder,
    state?: KernelState,
  ) {
    super(problem, state?.bin);
    const { model, feedforward } = problem;
    const { windowSize, nNeurons, nBasisFuncs } = model;
    this.promise = promiseOf({ ...model, nTimeBins: feedforward?.nTimeBins ?? Infinity }, order);
    this.features = new Features(model, convolutionOrder(model, order, USUAL_MACHINE));
    this.nonZero = new Int32Array(nNeurons * nBasisFuncs);
    this.nonZeroLane = new Uint8Array(nNeurons * nBasisFuncs);
    const history = state?.committed ?? model.initY;
    for (let w = 0; w < windowSize; w++) this.features.push(this.bin + w, history, w * nNeurons);
  }

  state(): KernelState {
    return { bin: this.bin, committed: this.features.history(this.bin) };
  }

  protected commit(spikes: Int32Array, at: number): void {
    this.features.push(this.bin, spikes, at);
  }

  protected sumEta(eta: Float64Array, input: Float32Array | null, block: number): void {
    const { nNeurons: n, nBasisFuncs, intercepts, couplingCoef } = this.problem.model;
    this.features.compute(this.bin);
    const { values } = this.features;
    const nNonZero = n > 1 ? this.listNonZero() : 0;
    for (let i = 0; i < n; i++) {
      const drive = input ? this.drive(input, block, i) : 0;
      if (n === 1 && nBasisFuncs === 1) eta[i] = fround(fma(couplingCoef[0], values[0], drive) + intercepts[0]);
      else {
        const coupled = n === 1 ? this.coupleSingle() : this.couple(i, nNonZero);
        eta[i] = fround(fround(coupled + drive) + intercepts[i]);
      }
    }
  }

  private listNonZero(): number {
    const { values } = this.features;
    let count = 0;
    for (let j = 0; j < values.length; j++) {
      if (values[j] === 0) continue;
      this.nonZero[count] = j;
      this.nonZeroLane[count++] = laneOf(j, values.length);
    }
    return count;
  }

  /** What all features add to neuron `i`: a row of XLA's product without the terms that are 0. */
  private couple(i: number, nNonZero: number): number {
    const { lanes, nonZero, nonZeroLane } = this;
    const { values } = this.features;
    const { couplingCoef, nNeurons } = this.problem.model;
    const from = i * values.length;
    lanes.fill(0);
    for (let e = 0; e < nNonZero; e++) {
      const j = nonZero[e];
      const lane = nonZeroLane[e];
      lanes[lane] = fma(couplingCoef[from + j], values[j], lanes[lane]);
    }
    return sumLanes(lanes, i, nNeurons);
  }

  /** A single neuron's product is a reduction in XLA: fused up to 32 functions. */
  private coupleSingle(): number {
    const { couplingCoef } = this.problem.model;
    const { values } = this.features;
    if (values.length > 32) return treeSum(values.map((value, b) => couplingCoef[b] * value));
    let sum = 0;
    for (let b = 0; b < values.length; b++) sum = fma(couplingCoef[b], values[b], sum);
    return sum;
  }

  /** The feedforward input of neuron `i` in bin `block` of the block: bins are the rows of XLA's product. */
  private drive(input: Float32Array, block: number, i: number): number {
    const { feedforwardCoef, nNeurons, nFeatures: k } = this.problem.model;
    const from = (block * nNeurons + i) * k;
    if (k === 1) return fround(feedforwardCoef[i] * input[from]);
    const nTimeBins = this.problem.feedforward?.nTimeBins ?? 0;
    return rowProduct(feedforwardCoef, i * k, input, from, k, this.bin, nTimeBins);
  }
}
