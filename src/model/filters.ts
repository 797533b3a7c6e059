import { Matrix, SVD } from "ml-matrix";
import { type NdArray, shapeText } from "../arrays/ndarray";
import { linspace } from "./bases/grid";
import { gammaDensity, gammaQuantile, LARGEST_RATE, LARGEST_SHAPE, SMALLEST_RATE } from "./gamma";
import { ArgumentError } from "./types";

/** The parameters of `differenceOfGammas` with NeMoS' defaults: shapes a, rates b. */
const DIFFERENCE_OF_GAMMAS_DEFAULTS = {
  upper_percentile: 0.99,
  inhib_a: 1,
  excit_a: 2,
  inhib_b: 1,
  excit_b: 2,
} as const;
/** The parameters of `differenceOfGammas`, named as in NeMoS. */
export type DifferenceOfGammas = { readonly [name in keyof typeof DIFFERENCE_OF_GAMMAS_DEFAULTS]: number };

/**
 * A coupling filter (W,): the excitatory gamma density minus the inhibitory one at W points from 0 to the larger of their upper
 * percentiles, divided by its 2-norm. As `nemos.simulation.difference_of_gammas`.
 */
export function differenceOfGammas(windowSize: number, parameters: Partial<DifferenceOfGammas> = {}): Float32Array {
  if (!Number.isInteger(windowSize) || windowSize < 1) {
    throw new ArgumentError("window_size", `window_size must be a positive integer; found ${windowSize}.`);
  }
  const all: DifferenceOfGammas = { ...DIFFERENCE_OF_GAMMAS_DEFAULTS, ...parameters };
  for (const name of ["excit_a", "inhib_a", "excit_b", "inhib_b"] as const) {
    if (!(all[name] > 0 && all[name] < Infinity))
      throw new ArgumentError(name, `${name} must be above 0; found ${all[name]}.`);
  }
  for (const name of ["excit_a", "inhib_a"] as const) {
    if (all[name] < 1)
      throw new ArgumentError(
        name,
        `${name} must be at least 1: a gamma density of a smaller shape is infinite at 0; found ${all[name]}.`,
      );
    if (all[name] > LARGEST_SHAPE)
      throw new ArgumentError(
        name,
        `${name} must be at most ${LARGEST_SHAPE}: a gamma density of a larger shape is a single spike; found ${all[name]}.`,
      );
  }
  for (const name of ["excit_b", "inhib_b"] as const) {
    if (all[name] >= SMALLEST_RATE && all[name] <= LARGEST_RATE) continue;
    const why = "the filter depends only on excit_b / inhib_b, so that both can be given in another unit";
    throw new ArgumentError(
      name,
      `${name} must lie between ${SMALLEST_RATE} and ${LARGEST_RATE}; found ${all[name]}: ${why}.`,
    );
  }
  const { upper_percentile: percentile, inhib_a, excit_a, inhib_b, excit_b } = all;
  if (!(percentile >= 0 && percentile < 1)) {
    throw new ArgumentError("upper_percentile", `upper_percentile must lie in [0, 1); found ${percentile}.`);
  }
  const end = Math.max(gammaQuantile(percentile, inhib_a, inhib_b), gammaQuantile(percentile, excit_a, excit_b));
  const difference = linspace(end, windowSize).map(
    (x) => gammaDensity(x, excit_a, excit_b) - gammaDensity(x, inhib_a, inhib_b),
  );
  const norm = Math.sqrt(difference.reduce((sum, value) => sum + value * value, 0));
  if (!(norm > 0 && norm < Infinity)) {
    throw new ArgumentError(
      "excit_a",
      "The difference of gammas has no finite, non-zero norm: the two gamma densities are equal at every point of the window.",
    );
  }
  return Float32Array.from(difference, (value) => value / norm);
}

/**
 * Coefficients (R, S, B) that fit the filters (W, R, S) best in the basis (W, B): least squares per pair, minimum norm.
 * As `nemos.simulation.regress_filter`.
 */
export function regressFilter(filters: NdArray<ArrayLike<number>>, basis: NdArray<ArrayLike<number>>): NdArray {
  if (basis.shape.length !== 2)
    throw wrongShape("coupling_basis_matrix", basis.shape, "(window size, n basis functions)");
  if (filters.shape.length !== 3) throw wrongShape("filters", filters.shape, "(window size, n receivers, n senders)");
  const [windowSize, nBasis] = basis.shape;
  const [, nReceivers, nSenders] = filters.shape;
  if (filters.shape[0] !== windowSize) {
    throw wrongShape("filters", filters.shape, shapeText([windowSize, nReceivers, nSenders]), [
      "coupling_basis_matrix",
    ]);
  }
  const nPairs = nReceivers * nSenders;
  const data = new Float32Array(nPairs * nBasis);
  if (isIdentity(basis)) {
    for (let pair = 0; pair < nPairs; pair++)
      for (let b = 0; b < nBasis; b++) data[pair * nBasis + b] = filters.data[b * nPairs + pair];
    return { data, shape: [nReceivers, nSenders, nBasis] };
  }
  checkFit(windowSize, nBasis);
  const inverse = pseudoInverse(basis);
  const sums = new Float64Array(nPairs);
  for (let b = 0; b < nBasis; b++) {
    sums.fill(0);
    for (let w = 0; w < windowSize; w++) {
      const factor = inverse.get(b, w);
      for (let pair = 0; pair < nPairs; pair++) sums[pair] += factor * filters.data[w * nPairs + pair];
    }
    for (let pair = 0; pair < nPairs; pair++) data[pair * nBasis + b] = sums[pair];
  }
  return { data, shape: [nReceivers, nSenders, nBasis] };
}

/** Whether the basis is the identity, like History: filters are then their own coefficients. */
function isIdentity({ data, shape: [nRows, nColumns] }: NdArray<ArrayLike<number>>): boolean {
  if (nRows !== nColumns) return false;
  for (let i = 0; i < data.length; i++) if (data[i] !== (i % (nColumns + 1) === 0 ? 1 : 0)) return false;
  return true;
}

/** Throws ArgumentError when fitting filters to such a basis would take more than some seconds. */
export function checkFit(windowSize: number, nBasis: number): void {
  const work = windowSize * nBasis * Math.min(windowSize, nBasis);
  if (work <= MOST_FIT_WORK) return;
  const size = `${nBasis} functions in a window of ${windowSize} bins`;
  throw new ArgumentError(
    "filters",
    `filters cannot be fitted to a basis of ${size}: the least squares would take minutes. Use fewer functions, or give the fitted coefficients.`,
  );
}

/** 400 functions in as many bins, or 100 in 10 000: about three seconds. */
const MOST_FIT_WORK = 1e8;

/** The Moore-Penrose inverse (B, W); singular values below eps * max(W, B) * the largest count as 0, as in numpy.linalg.lstsq. */
function pseudoInverse({ data, shape: [nRows, nColumns] }: NdArray<ArrayLike<number>>): Matrix {
  const matrix = Matrix.from1DArray(nRows, nColumns, Array.from(data));
  const { leftSingularVectors: u, rightSingularVectors: v, diagonal } = new SVD(matrix, { autoTranspose: true });
  const least =
    diagonal.reduce((largest, value) => Math.max(largest, value), 0) * Math.max(nRows, nColumns) * Number.EPSILON;
  const inverted = diagonal.map((value) => (value > least ? 1 / value : 0));
  return v.mmul(Matrix.diag(inverted, v.columns, u.columns)).mmul(u.transpose());
}

function wrongShape(
  argument: string,
  shape: readonly number[],
  expected: string,
  others: string[] = [],
): ArgumentError {
  const found = shapeText(shape);
  return new ArgumentError(argument, `${argument} has shape ${found}, expected ${expected}.`, found, expected, others);
}
