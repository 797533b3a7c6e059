import type { NdArray } from "../arrays/ndarray";
import { basisWork, countParameter, evaluateBasis, MOST_WORK } from "../model/bases";
import { checkFit, differenceOfGammas } from "../model/filters";
import { ArgumentError } from "../model/types";
import type { Path } from "./text/document";
import type { Sizes } from "./shapes/dimensions";
import type { Problems } from "./text/problems";
import type { Config } from "./schema/config";
import { basisName } from "./schema/bases";
import { isArrayFilters, isBasis, isGammaFilters, type BasisSource } from "./slots";

/** With more multiplications it is done for a run only, not for each check of the config. */
const QUICK = 3e7;
/** The same for elements of a basis matrix. */
const QUICK_ELEMENTS = 1e6;
/** The same for points of a filter. */
const QUICK_WINDOW = 1e5;

/** Checks bases and differences of gammas, which are computed from parameters, and whether filters can be fitted. */
export function checkComputed(config: Partial<Config>, { W, B }: Sizes, problems: Problems): void {
  const { coupling_basis_matrix: basis, coupling_coef: coupling } = config;
  if (isBasis(basis) && !isLong(basis)) checkBasis(basis, problems);
  if (isGammaFilters(coupling)) {
    const { difference_of_gammas: gammas } = coupling.filters;
    reportArgument(["coupling_coef", "filters", "difference_of_gammas"], problems, () =>
      gammaFilter(gammas, Math.min(W ?? 1, QUICK_WINDOW)),
    );
  }
  // On the basis History, filters are their own coefficients.
  const isFitted =
    (isGammaFilters(coupling) || isArrayFilters(coupling)) && !(isBasis(basis) && countOf(basis).key === "window_size");
  if (isFitted && W !== undefined && B !== undefined) {
    reportArgument(["coupling_coef"], problems, () => checkFit(W, B));
  }
}

/** Whether evaluating a basis takes a while; what would take too long is refused at once. */
function isLong({ basis, window_size, ...parameters }: BasisSource): boolean {
  const work = basisWork(basisName(basis), parameters, window_size);
  const isRefused = work > MOST_WORK;
  return (
    !isRefused && (work > QUICK || window_size * countOf({ basis, window_size, ...parameters }).count > QUICK_ELEMENTS)
  );
}

function checkBasis(basis: BasisSource, problems: Problems): void {
  const matrix = reportArgument(["coupling_basis_matrix"], problems, () => basisMatrix(basis));
  const { key, count } = countOf(basis);
  if (!matrix || matrix.shape[1] === count) return;
  const found = matrix.shape[1];
  const message = `only ${found} of these ${count} exponentials are independent in float64, and NeMoS keeps as many functions: give ${found} decay_rates that differ more`;
  problems.atValue(["coupling_basis_matrix", key], message);
}

/** The (W, B) matrix of a named basis. Throws ArgumentError. */
export function basisMatrix({ basis, window_size, ...parameters }: BasisSource): NdArray {
  return evaluateBasis(basisName(basis), parameters, window_size);
}

/** The number of a basis's functions, and the key that sets it. */
export function countOf(basis: BasisSource): { key: string; count: number } {
  const key = countParameter(basisName(basis.basis));
  return { key, count: basis[key] as number };
}

/** One filter (W,). Throws ArgumentError. */
export function gammaFilter(parameters: Parameters<typeof differenceOfGammas>[1], windowSize: number): Float32Array {
  return differenceOfGammas(windowSize, parameters);
}

/** Runs what may find an argument wrong; it becomes a problem at that argument's place below `path`, and the result null. */
export function reportArgument<T>(path: Path, problems: Problems, act: () => T): T | null {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    problems.atValue([...path, error.argument], error.message.replace(/\.$/, ""));
    return null;
  }
}
