import type { NdArray } from "../arrays/ndarray";
import type { InverseLinkName } from "./links";
import type { Key } from "../random/keys";

export type { InverseLinkName, Key };

/**
 * A recurrent Poisson GLM whose arguments have been checked. All arrays are float32 in C order:
 * coupling_coef (N receiver, N sender, B), coupling_basis_matrix (W, B), intercepts (N,), feedforward_coef (N, K), init_y (W, N).
 */
export interface RecurrentGlm {
  readonly nNeurons: number;
  readonly nBasisFuncs: number;
  readonly windowSize: number;
  readonly nFeatures: number;
  readonly couplingCoef: Float32Array;
  readonly couplingBasisMatrix: Float32Array;
  readonly intercepts: Float32Array;
  readonly feedforwardCoef: Float32Array;
  readonly initY: Float32Array;
  readonly inverseLink: InverseLinkName;
}

/**
 * Reads feedforward input in blocks of bins, so that files and stimuli are streamed. `read` returns (nBins, N, K)
 * float32 in C order; the next call may reuse the array.
 */
export interface FeedforwardSource {
  readonly nTimeBins: number;
  readonly nNeurons: number;
  readonly nFeatures: number;
  read(firstBin: number, nBins: number): Float32Array;
}

/** The arguments of `nemos.simulation.simulate_recurrent`; optional ones are optional here too. */
export interface SimulateRecurrentArgs {
  readonly couplingCoef: NdArray;
  readonly intercepts: NdArray;
  readonly couplingBasisMatrix: NdArray;
  readonly randomKey: Key | number;
  readonly feedforwardCoef?: NdArray;
  readonly feedforwardInput?: NdArray | FeedforwardSource;
  readonly initY?: NdArray;
  readonly inverseLinkFunction?: InverseLinkName;
  /** Number of bins; needed only without feedforward input. */
  readonly nTimeBins?: number;
}

/** A wrong argument: its name and, for shapes, what was found and what is expected. */
export class ArgumentError extends Error {
  constructor(
    readonly argument: string,
    message: string,
    readonly found?: string,
    readonly expected?: string,
    /** Other arguments that the error involves. */
    readonly others: readonly string[] = [],
  ) {
    super(message);
    this.name = "ArgumentError";
  }
}
