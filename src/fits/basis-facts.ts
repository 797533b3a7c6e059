import { BASIS_NAMES, basisParameters, countParameter } from "../model/bases";

/** What has to be asked of a basis; the window besides. */
export interface BasisFacts {
  readonly name: string;
  /** Whether it has a number of functions besides its window. */
  readonly isCounted: boolean;
  /** Whether it has decay_rates, one for each function. */
  readonly needsRates: boolean;
}

/** All bases, in the order of completion. */
export const BASIS_FACTS: readonly BasisFacts[] = BASIS_NAMES.map((name) => ({
  name,
  isCounted: countParameter(name) === "n_basis_funcs",
  needsRates: basisParameters(name).some((parameter) => parameter.name === "decay_rates"),
}));
