import type { ArgumentError } from "../types";
import type { BasisParameter, GivenParameters } from "./parameters";

/** A basis that NeMoS can convolve with. Its list is `BASES` in index.ts. */
export interface Basis {
  /** In the order of NeMoS. Without `n_basis_funcs` there are as many functions as bins in the window. */
  readonly parameters: readonly BasisParameter[];
  /** The functions on a grid of `windowSize` points from 0 to 1, (W, B). Throws ArgumentError where NeMoS raises. */
  columns(given: GivenParameters, windowSize: number): Float32Array;
  /** Multiplications that `n` functions take; left out where that is one each an element. */
  work?(n: number, windowSize: number, parameters: Readonly<Record<string, unknown>>): number;
  /** The error for parameters that would take too long. */
  tooLong?(given: GivenParameters, n: number, windowSize: number): ArgumentError;
}

export const COUNT: BasisParameter = {
  name: "n_basis_funcs",
  type: "integer",
  description: "Number of basis functions.",
};

/** The number of functions. Throws ArgumentError below `least`. */
export function countOf(given: GivenParameters, least: number): number {
  const n = given.integer(COUNT.name);
  if (n < least) throw given.wrong(COUNT.name, `at least ${least}`);
  return n;
}
