import type { ConvolutionSizes } from "./convolution-order";
import { lanedOf, tiledOf } from "./sums";

/** How a neuron's features are multiplied with its coupling coefficients and added. */
export const enum Product {
  /** In lanes, as rows of a matrix-vector product. */
  Lanes,
  /** The only feature, fused with the feedforward input. */
  Single,
  /** Products are rounded and added by `treeSum`. */
  Tree,
}

/** In which order NeMoS multiplies features and coupling coefficients. */
export interface CouplingOrder {
  readonly product: Product;
  /** Features in full lanes: the others are added one after the other. */
  readonly nLaned: number;
  /** Neurons in full tiles, whose lanes are added in another order than those of the others. */
  readonly nTiled: number;
}

/** A single neuron's product is a reduction in XLA, which is fused up to 32 functions: then no feature is in full lanes. */
export function couplingOrder({ nNeurons, nBasisFuncs }: ConvolutionSizes): CouplingOrder {
  if (nNeurons > 1) {
    return { product: Product.Lanes, nLaned: lanedOf(nNeurons * nBasisFuncs), nTiled: tiledOf(nNeurons) };
  }
  const product = nBasisFuncs === 1 ? Product.Single : nBasisFuncs > 32 ? Product.Tree : Product.Lanes;
  return { product, nLaned: 0, nTiled: 0 };
}
