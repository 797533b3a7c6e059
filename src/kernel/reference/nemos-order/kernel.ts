import { fma } from "../../../random/fma";
import type { KernelProblem, KernelState, NemosOrder, Promised } from "../../types";
import { ReferenceKernel } from "../reference-kernel";
import { convolutionOrder } from "./convolution-order";
import { type CouplingOrder, couplingOrder, Product } from "./coupling-order";
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
  private readonly coupling: CouplingOrder;
  /** (N sender * B, N receiver): the coupling coefficients of one feature beside each other. */
  private readonly byFeature: Float32Array;
  /** (LANES + 1, N): what the features add up to in each lane of each neuron's row. */
  private readonly lanes: Float32Array;

  constructor(
    problem: KernelProblem,
    readonly order: NemosOrder,
    state?: KernelState,
  ) {
    super(problem, state?.bin);
    const { model, feedforward } = problem;
    const { windowSize, nNeurons } = model;
    this.promise = promiseOf({ ...model, nTimeBins: feedforward?.nTimeBins ?? Infinity }, order);
    this.features = new Features(model, convolutionOrder(model, order, USUAL_MACHINE));
    this.coupling = couplingOrder(model);
    this.byFeature = transposed(model.couplingCoef, nNeurons);
    this.lanes = new Float32Array((LANES + 1) * nNeurons);
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
    const { nNeurons: n, intercepts, couplingCoef } = this.problem.model;
    this.features.compute(this.bin);
    const { values } = this.features;
    const { product } = this.coupling;
    if (product === Product.Lanes) this.couple();
    for (let i = 0; i < n; i++) {
      const drive = input ? this.drive(input, block, i) : 0;
      if (product === Product.Single) eta[i] = fround(fma(couplingCoef[0], values[0], drive) + intercepts[0]);
      else {
        const coupled = product === Product.Tree ? this.coupleTree() : sumLanes(this.lanes, i, n);
        eta[i] = fround(fround(coupled + drive) + intercepts[i]);
      }
    }
  }

  /**
   * Adds the features to the lanes of all neurons: rows of XLA's product, without the features that are 0. A feature is
   * added to all rows before the next one, since sums of different rows do not wait for each other.
   */
  private couple(): void {
    const { lanes, byFeature } = this;
    const { values } = this.features;
    const { nNeurons: n } = this.problem.model;
    lanes.fill(0);
    for (let j = 0; j < values.length; j++) {
      const value = values[j];
      if (value === 0) continue;
      const lane = laneOf(j, this.coupling.nLaned) * n;
      const from = j * n;
      for (let i = 0; i < n; i++) lanes[lane + i] = fma(byFeature[from + i], value, lanes[lane + i]);
    }
  }

  private coupleTree(): number {
    const { couplingCoef } = this.problem.model;
    return treeSum(this.features.values.map((value, b) => couplingCoef[b] * value));
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

/** (N, columns) to (columns, N). */
function transposed(rows: Float32Array, n: number): Float32Array {
  const columns = rows.length / n;
  const out = new Float32Array(rows.length);
  for (let i = 0; i < n; i++) for (let j = 0; j < columns; j++) out[j * n + i] = rows[i * columns + j];
  return out;
}
