import { ArgumentError } from "../types";
import { type Basis, COUNT } from "./basis";
import { linspace, tabulate } from "./grid";
import type { BasisParameter, GivenParameters } from "./parameters";

const fround = Math.fround;

/** Intervals of splines are half-open: a last knot slightly above 1 keeps the last function from vanishing at 1. */
const END = 1 + Number.EPSILON;

/** B-splines of an order (degree + 1) with clamped ends, on a grid of W points: (W, n). */
function bSpline(windowSize: number, n: number, order: number): Float32Array {
  const knots = clampedKnots(n, order);
  const x = linspace(1, windowSize);
  return tabulate(windowSize, n, (w, i) =>
    x[w] >= knots[i] && x[w] < knots[i + order] ? coxDeBoor(knots, i, order, x[w]) : 0,
  );
}

/** Function i of this order at x by the Cox-de Boor recursion, in float64. */
function coxDeBoor(knots: Float64Array, i: number, order: number, x: number): number {
  const value = new Array<number>(order);
  for (let j = 0; j < order; j++) value[j] = x >= knots[i + j] && x < knots[i + j + 1] ? 1 : 0;
  for (let k = 2; k <= order; k++) {
    for (let j = 0; j <= order - k; j++) {
      const first = i + j;
      const rise = knots[first + k - 1] - knots[first];
      const fall = knots[first + k] - knots[first + 1];
      const left = rise > 0 ? ((x - knots[first]) / rise) * value[j] : 0;
      const right = fall > 0 ? ((knots[first + k] - x) / fall) * value[j + 1] : 0;
      value[j] = left + right;
    }
  }
  return value[0];
}

/**
 * M-splines: B-splines scaled to integrate to 1 (Ramsay, Statistical Science 3, 1988), on a grid of W points: (W, n).
 * Rounds each step as NeMoS' float32 does; there the end above 1 rounds to 1, so all functions vanish at the last
 * point.
 */
function mSpline(windowSize: number, n: number, order: number): Float32Array {
  const knots = clampedKnots(n, order);
  const x = linspace(1, windowSize);
  const isWithin = (point: number, i: number): boolean => point >= fround(knots[i]) && point < fround(knots[i + order]);
  return tabulate(windowSize, n, (w, i) => (isWithin(fround(x[w]), i) ? ramsay(knots, i, order, fround(x[w])) : 0));
}

/** Function i of this order at x by Ramsay's recursion, in float32. Functions on less than 1e-6 count as 0. */
function ramsay(knots: Float64Array, i: number, order: number, x: number): number {
  const value = new Array<number>(order);
  for (let j = 0; j < order; j++) {
    const span = knots[i + j + 1] - knots[i + j];
    value[j] = span >= 1e-6 && x >= fround(knots[i + j]) && x < fround(knots[i + j + 1]) ? fround(1 / span) : 0;
  }
  for (let k = 2; k <= order; k++) {
    for (let j = 0; j <= order - k; j++) {
      const first = i + j;
      const span = knots[first + k] - knots[first];
      const left = fround(fround(x - fround(knots[first])) * value[j]);
      const right = fround(fround(fround(knots[first + k]) - x) * value[j + 1]);
      value[j] = span < 1e-6 ? 0 : fround(fround(k * fround(left + right)) / fround((k - 1) * span));
    }
  }
  return value[0];
}

/** B-splines of an order >= 2 on a circle, shifts of one bump, on a grid of W points: (W, n). Rows sum to 1. */
function cyclicBSpline(windowSize: number, n: number, order: number): Float32Array {
  const step = END / n;
  const uniform = Float64Array.from({ length: order + 1 }, (_, i) => i);
  const bump = (x: number): number => (x >= 0 && x < order ? coxDeBoor(uniform, 0, order, x) : 0);
  const x = linspace(1, windowSize);
  return tabulate(windowSize, n, (w, i) => {
    const first = i - order + 1;
    return bump(x[w] / step - first) + bump((x[w] - END) / step - first);
  });
}

/** Knots from 0 to END, both ends repeated `order` times, n - order equally spaced between them. */
function clampedKnots(n: number, order: number): Float64Array {
  const inner = linspace(END, n - order + 2);
  const knots = new Float64Array(n + order).fill(END);
  knots.fill(0, 0, order - 1);
  knots.set(inner, order - 1);
  return knots;
}

const ORDER: BasisParameter = {
  name: "order",
  type: "integer",
  default: 4,
  description: "Degree of the polynomials plus one, at most n_basis_funcs.",
};
const CYCLIC_ORDER = { ...ORDER, description: "Degree of the polynomials plus one, 2 to n_basis_funcs." };

export const BSpline = spline("BSpline", bSpline, 1, ORDER);
export const MSpline = spline("MSpline", mSpline, 1, ORDER);
export const CyclicBSpline = spline("CyclicBSpline", cyclicBSpline, 2, CYCLIC_ORDER);

function spline(name: string, evaluate: typeof bSpline, leastOrder: number, order: BasisParameter): Basis {
  return {
    parameters: [COUNT, order],
    columns: (given, windowSize) => evaluate(windowSize, given.integer(COUNT.name), splineOrder(given, leastOrder)),
    // At each grid point `order` functions are non-zero, and each takes order^2 / 2.
    work: (n, windowSize, parameters) => n * windowSize + windowSize * Number(parameters.order ?? ORDER.default) ** 3,
    tooLong: (given, _, windowSize) =>
      new ArgumentError(
        "order",
        `order of ${name} is too large for a window of ${windowSize} bins, ${given.integer("order")}: splines of more than some dozens take too long to evaluate.`,
      ),
  };
}

function splineOrder(given: GivenParameters, least: number): number {
  const order = given.integer("order");
  if (order < least) throw given.wrong("order", `at least ${least}`);
  const n = given.integer("n_basis_funcs");
  if (order > n) throw given.wrong("order", `at most n_basis_funcs, ${n}`);
  return order;
}
