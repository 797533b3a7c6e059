import type { NdArray } from "../../arrays/ndarray";
import { ArgumentError } from "../types";
import { type Basis, COUNT } from "./basis";
import { History } from "./history";
import { OrthExponential } from "./orth-exponential";
import { type BasisParameter, GivenParameters } from "./parameters";
import { RaisedCosineLinear, RaisedCosineLog } from "./raised-cosine";
import { BSpline, CyclicBSpline, MSpline } from "./splines";

export type { BasisParameter } from "./parameters";

/** The bases that NeMoS can convolve with, named after its classes without their `Conv` suffix. */
const BASES = { RaisedCosineLog, RaisedCosineLinear, BSpline, MSpline, CyclicBSpline, OrthExponential, History };

/** The name of a basis. */
export type BasisName = keyof typeof BASES;
export const BASIS_NAMES = Object.keys(BASES) as readonly BasisName[];

/** A quarter of a gigabyte: more than any simulation needs. */
const MOST_ELEMENTS = 2 ** 26;
/** Multiplications that a spline or an orthonormal basis may take: about a second. */
export const MOST_WORK = 3e8;

/** The parameters of a basis, in the order of NeMoS. */
export function basisParameters(name: BasisName): readonly BasisParameter[] {
  return BASES[name].parameters;
}

/** The parameter that says how many functions a basis has. */
export function countParameter(name: BasisName): "n_basis_funcs" | "window_size" {
  return BASES[name].parameters.includes(COUNT) ? "n_basis_funcs" : "window_size";
}

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
  const basis: Basis = BASES[name];
  const given = new GivenParameters(name, basis.parameters, parameters);
  const counted = countParameter(name);
  const n = counted === "window_size" ? windowSize : given.integer(counted);
  if (n * windowSize > MOST_ELEMENTS) {
    throw new ArgumentError(counted, `A basis of ${n} functions in a window of ${windowSize} bins is too large.`);
  }
  if (basis.tooLong && basisWork(name, parameters, windowSize) > MOST_WORK) throw basis.tooLong(given, n, windowSize);
  const data = basis.columns(given, windowSize);
  return { data, shape: [windowSize, data.length / windowSize] };
}

/** Approximate number of multiplications to evaluate a basis. */
export function basisWork(name: BasisName, parameters: Readonly<Record<string, unknown>>, windowSize: number): number {
  const basis: Basis = BASES[name];
  const n = countParameter(name) === "window_size" ? windowSize : Number(parameters.n_basis_funcs);
  return basis.work?.(n, windowSize, parameters) ?? n * windowSize;
}
