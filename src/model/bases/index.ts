import type { NdArray } from "../../arrays/ndarray";
import { tabulate } from "./grid";
import { orthExponential } from "./orth-exponential";
import { type BasisParameter, GivenParameters } from "./parameters";
import { raisedCosineLinear, raisedCosineLog } from "./raised-cosine";
import { bSpline, cyclicBSpline, mSpline } from "./splines";
import { ArgumentError } from "../types";

/** The bases that NeMoS can convolve with, named after its classes without their `Conv` suffix. */
export const BASIS_NAMES = [
  "RaisedCosineLog",
  "RaisedCosineLinear",
  "BSpline",
  "MSpline",
  "CyclicBSpline",
  "OrthExponential",
  "History",
] as const;
/** The name of a basis. */
export type BasisName = (typeof BASIS_NAMES)[number];
export type { BasisParameter } from "./parameters";

const COUNT: BasisParameter = { name: "n_basis_funcs", type: "integer", description: "Number of basis functions." };
const WIDTH: BasisParameter = {
  name: "width",
  type: "number",
  default: 2,
  description: "Half the width of a bump, in distances between peaks: more than 1, and a multiple of 0.5.",
};
const ORDER: BasisParameter = {
  name: "order",
  type: "integer",
  default: 4,
  description: "Degree of the polynomials plus one, at most n_basis_funcs.",
};

/** The parameters of each basis, in the order of NeMoS. */
export const BASIS_PARAMETERS: Readonly<Record<BasisName, readonly BasisParameter[]>> = {
  RaisedCosineLog: [
    COUNT,
    WIDTH,
    {
      name: "time_scaling",
      type: "number",
      default: 50,
      description: "How strongly the axis is stretched towards late lags; above 0.",
    },
    {
      name: "enforce_decay_to_zero",
      type: "boolean",
      default: true,
      description: "Whether the last bump ends at 0 within the window.",
    },
  ],
  RaisedCosineLinear: [COUNT, WIDTH],
  BSpline: [COUNT, ORDER],
  MSpline: [COUNT, ORDER],
  CyclicBSpline: [COUNT, { ...ORDER, description: "Degree of the polynomials plus one, 2 to n_basis_funcs." }],
  OrthExponential: [
    COUNT,
    { name: "decay_rates", type: "numbers", description: "One decay rate a function, per window, all different." },
  ],
  History: [],
};

/** A quarter of a gigabyte: more than any simulation needs. */
const MOST_ELEMENTS = 2 ** 26;
/** Multiplications that a spline or an orthonormal basis may take: about a second. */
export const MOST_WORK = 3e8;
/** Wider bumps are flat; narrower ones lose the logarithm of the axis in float32. */
const LARGEST_WIDTH = 1e6;
const SMALLEST_TIME_SCALING = 1e-6;
/** The square of a growing exponential must fit in float64. */
const LEAST_DECAY_RATE = -300;

/**
 * A basis on a grid of `windowSize` points from 0 to 1, (W, B) float32: the kernel of the NeMoS `Conv` basis of this
 * name. B is n_basis_funcs (W for History; fewer for an OrthExponential whose exponentials are linearly dependent in
 * float64). Throws ArgumentError where NeMoS raises; its `argument` is the parameter's name (or `window_size`).
 */
export function evaluateBasis(
  name: BasisName,
  parameters: Readonly<Record<string, unknown>>,
  windowSize: number,
): NdArray {
  if (!Number.isInteger(windowSize) || windowSize < 1) {
    throw new ArgumentError("window_size", `window_size must be a positive integer; found ${windowSize}.`);
  }
  const given = new GivenParameters(name, BASIS_PARAMETERS[name], parameters);
  const n = name === "History" ? windowSize : given.integer("n_basis_funcs");
  if (n * windowSize > MOST_ELEMENTS) {
    throw new ArgumentError(
      name === "History" ? "window_size" : "n_basis_funcs",
      `A basis of ${n} functions in a window of ${windowSize} bins is too large.`,
    );
  }
  if (basisWork(name, parameters, windowSize) > MOST_WORK) throw tooMuchWork(name, given, n, windowSize);
  const data = columns(name, given, windowSize);
  return { data, shape: [windowSize, data.length / windowSize] };
}

/** Approximate number of multiplications to evaluate a basis. */
export function basisWork(name: BasisName, parameters: Readonly<Record<string, unknown>>, windowSize: number): number {
  const n = name === "History" ? windowSize : Number(parameters.n_basis_funcs);
  const order = Number(parameters.order ?? ORDER.default);
  const elements = n * windowSize;
  if (name === "OrthExponential") return SVD_MULTIPLICATIONS * elements * Math.min(n, windowSize);
  // At each grid point `order` functions are non-zero, and each takes order^2 / 2.
  return BASIS_PARAMETERS[name].includes(ORDER) || name === "CyclicBSpline"
    ? elements + windowSize * order ** 3
    : elements;
}

/** For each row, column, and the smaller of their counts. */
const SVD_MULTIPLICATIONS = 4;

function tooMuchWork(name: BasisName, given: GivenParameters, n: number, windowSize: number): ArgumentError {
  if (name === "OrthExponential") {
    const why =
      "only some dozens of exponentials are independent in float64, and so many take too long to find out which";
    return new ArgumentError(
      "n_basis_funcs",
      `n_basis_funcs of OrthExponential is too large for a window of ${windowSize} bins, ${n}: ${why}.`,
    );
  }
  const order = given.integer("order");
  return new ArgumentError(
    "order",
    `order of ${name} is too large for a window of ${windowSize} bins, ${order}: splines of more than some dozens take too long to evaluate.`,
  );
}

function columns(name: BasisName, given: GivenParameters, windowSize: number): Float32Array {
  switch (name) {
    case "RaisedCosineLog": {
      const n = count(given, 2);
      const width = bumpWidth(given);
      const scaling = given.number("time_scaling");
      if (scaling <= 0) throw given.wrong("time_scaling", "above 0");
      if (scaling < SMALLEST_TIME_SCALING)
        throw given.wrong(
          "time_scaling",
          `at least ${SMALLEST_TIME_SCALING}: float32, in which NeMoS computes, cannot tell less from 0`,
        );
      return raisedCosineLog(windowSize, n, width, scaling, given.boolean("enforce_decay_to_zero"));
    }
    case "RaisedCosineLinear":
      return raisedCosineLinear(windowSize, count(given, 2), bumpWidth(given));
    case "BSpline":
      return bSpline(windowSize, given.integer("n_basis_funcs"), splineOrder(given, 1));
    case "MSpline":
      return mSpline(windowSize, given.integer("n_basis_funcs"), splineOrder(given, 1));
    case "CyclicBSpline":
      return cyclicBSpline(windowSize, given.integer("n_basis_funcs"), splineOrder(given, 2));
    case "OrthExponential":
      return orthExponential(windowSize, decayRates(given, windowSize));
    case "History":
      return tabulate(windowSize, windowSize, (w, b) => (w === b ? 1 : 0));
  }
}

function count(given: GivenParameters, least: number): number {
  const n = given.integer("n_basis_funcs");
  if (n < least) throw given.wrong("n_basis_funcs", `at least ${least}`);
  return n;
}

function bumpWidth(given: GivenParameters): number {
  const width = given.number("width");
  const doubled = Math.round(2 * width);
  // The tolerance of numpy.isclose, which NeMoS uses.
  if (width <= 1 || Math.abs(2 * width - doubled) > 1e-8 + 1e-5 * Math.abs(doubled)) {
    throw given.wrong(
      "width",
      "more than 1 and a multiple of 0.5 (1.5, 2, 2.5, …): at other widths the bumps do not sum evenly",
    );
  }
  if (width > LARGEST_WIDTH) throw given.wrong("width", `at most ${LARGEST_WIDTH}: wider bumps are flat`);
  return width;
}

function splineOrder(given: GivenParameters, least: number): number {
  const order = given.integer("order");
  if (order < least) throw given.wrong("order", `at least ${least}`);
  const n = given.integer("n_basis_funcs");
  if (order > n) throw given.wrong("order", `at most n_basis_funcs, ${n}`);
  return order;
}

function decayRates(given: GivenParameters, windowSize: number): readonly number[] {
  const n = count(given, 1);
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
