import { Matrix, SVD } from "ml-matrix";
import { linspace, tabulate } from "./grid";

/**
 * Decaying exponentials exp(-rate x) on a grid of W points of [0, 1], made orthonormal: their left singular vectors,
 * (W, rank). As in NeMoS, singular values below eps * max(W, n) * the largest are dropped, so the rank may be below n.
 * The sign of a column is arbitrary.
 */
export function orthExponential(windowSize: number, decayRates: readonly number[]): Float32Array {
  const x = linspace(1, windowSize);
  const exponentials = Matrix.zeros(windowSize, decayRates.length);
  for (let w = 0; w < windowSize; w++) decayRates.forEach((rate, j) => exponentials.set(w, j, Math.exp(-rate * x[w])));
  const svd = new SVD(exponentials, { computeRightSingularVectors: false });
  const least = svd.diagonal[0] * Math.max(windowSize, decayRates.length) * Number.EPSILON;
  const rank = svd.diagonal.filter((value) => value > least).length;
  return tabulate(windowSize, rank, (w, b) => svd.leftSingularVectors.get(w, b));
}
