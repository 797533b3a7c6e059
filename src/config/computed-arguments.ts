import type { NdArray } from "../arrays/ndarray";
import { evaluateBasis } from "../model/bases";
import { differenceOfGammas } from "../model/filters";
import { ArgumentError } from "../model/types";
import type { Path } from "./document";
import type { Sizes } from "./dimensions";
import type { Problems } from "./problems";
import type { Config } from "./schema";
import { basisName } from "./schema-bases";
import { isBasis, isGammaFilters, type BasisSource } from "./slots";

/** A basis matrix larger than this is evaluated for a run, but not on each look at the config. */
const QUICK = 1_000_000;

/** Checks what is computed from parameters: basis and difference of gammas. */
export function checkComputed(config: Partial<Config>, sizes: Sizes, problems: Problems): void {
  const { coupling_basis_matrix: basis, coupling_coef: coupling } = config;
  if (isBasis(basis) && basis.window_size * countOf(basis).count <= QUICK) {
    reportArgument(["coupling_basis_matrix"], problems, () => basisMatrix(basis));
  }
  if (isGammaFilters(coupling) && (sizes.W ?? QUICK) < QUICK) {
    reportArgument(["coupling_coef", "filters", "difference_of_gammas"], problems, () => gammaFilter(coupling.filters.difference_of_gammas, sizes.W ?? 1));
  }
}

/** The (W, B) matrix of a basis that is given by its name. Throws ArgumentError. */
export function basisMatrix({ basis, window_size, ...parameters }: BasisSource): NdArray {
  return evaluateBasis(basisName(basis), parameters, window_size);
}

/** How many functions a basis has, and the key that says it. */
export function countOf(basis: BasisSource): { key: string; count: number } {
  const key = basisName(basis.basis) === "History" ? "window_size" : "n_basis_funcs";
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
