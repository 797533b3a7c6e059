import { Matrix, SVD } from "ml-matrix";
import { ArgumentError } from "../types";
import { type Basis, COUNT, countOf } from "./basis";
import { linspace, tabulate } from "./grid";
import type { GivenParameters } from "./parameters";

/**
 * Decaying exponentials exp(-rate x) on a grid of W points of [0, 1], made orthonormal: their left singular vectors,
 * (W, rank). As in NeMoS, singular values below eps * max(W, n) * the largest are dropped, so the rank may be below n.
 * The sign of a column is arbitrary.
 */
function orthExponential(windowSize: number, decayRates: readonly number[]): Float32Array {
  const x = linspace(1, windowSize);
  const exponentials = Matrix.zeros(windowSize, decayRates.length);
  for (let w = 0; w < windowSize; w++) decayRates.forEach((rate, j) => exponentials.set(w, j, Math.exp(-rate * x[w])));
  const svd = new SVD(exponentials, { computeRightSingularVectors: false });
  const least = svd.diagonal[0] * Math.max(windowSize, decayRates.length) * Number.EPSILON;
  const rank = svd.diagonal.filter((value) => value > least).length;
  return tabulate(windowSize, rank, (w, b) => svd.leftSingularVectors.get(w, b));
}

/** For each row, column, and the smaller of their counts. */
const SVD_MULTIPLICATIONS = 4;
/** The square of a growing exponential must fit in float64. */
const LEAST_DECAY_RATE = -300;

export const OrthExponential: Basis = {
  parameters: [
    COUNT,
    { name: "decay_rates", type: "numbers", description: "One decay rate a function, per window, all different." },
  ],
  columns: (given, windowSize) => orthExponential(windowSize, decayRates(given, windowSize)),
  work: (n, windowSize) => SVD_MULTIPLICATIONS * n * windowSize * Math.min(n, windowSize),
  tooLong: (_, n, windowSize) =>
    new ArgumentError(
      "n_basis_funcs",
      `n_basis_funcs of OrthExponential is too large for a window of ${windowSize} bins, ${n}: only some dozens of exponentials are independent in float64, and so many take too long to find out which.`,
    ),
};

function decayRates(given: GivenParameters, windowSize: number): readonly number[] {
  const n = countOf(given, 1);
  const rates = given.numbers("decay_rates");
  if (rates.length !== n) throw given.wrong("decay_rates", `n_basis_funcs numbers, ${n}`, `${rates.length} numbers`);
  if (new Set(rates).size !== n)
    throw given.wrong("decay_rates", "all different: equal rates give functions that are not independent");
  const steepest = rates.reduce((least, rate) => Math.min(least, rate), 0);
  if (steepest < LEAST_DECAY_RATE)
    throw given.wrong(
      "decay_rates",
      `numbers of at least ${LEAST_DECAY_RATE}, beyond which the exponentials leave float64`,
      String(steepest),
    );
  if (windowSize < n) {
    throw new ArgumentError(
      "window_size",
      `window_size must be at least n_basis_funcs for OrthExponential; found ${windowSize}, n_basis_funcs is ${n}.`,
      undefined,
      undefined,
      ["n_basis_funcs"],
    );
  }
  return rates;
}
