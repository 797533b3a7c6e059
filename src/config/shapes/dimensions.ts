import type { Path } from "../text/document";

/** N neurons, W bins of window, B basis functions, K features, T time bins. */
export type Dimension = "N" | "W" | "B" | "K" | "T";

export const DIMENSION_NAMES: Readonly<Record<Dimension, string>> = {
  N: "the number of neurons",
  W: "the window in bins",
  B: "the number of basis functions",
  K: "the number of features",
  T: "the number of time bins",
};

/** The axes of each array argument, as in NeMoS. */
export const DIMENSIONS = {
  coupling_coef: ["N", "N", "B"],
  coupling_basis_matrix: ["W", "B"],
  intercepts: ["N"],
  feedforward_coef: ["N", "K"],
  feedforward_input: ["T", "N", "K"],
  init_y: ["W", "N"],
} as const satisfies Record<string, readonly Dimension[]>;
export type ArrayArgument = keyof typeof DIMENSIONS;

/** Descriptions of each argument's axes. */
export const AXIS_WORDS: Readonly<Record<ArrayArgument, string>> = {
  coupling_coef: "receiving neurons × sending neurons × basis functions",
  coupling_basis_matrix: "bins of the window × basis functions",
  intercepts: "neurons",
  feedforward_coef: "neurons × features",
  feedforward_input: "bins × neurons × features",
  init_y: "bins of the window × neurons; the last row is the bin before the first",
};

/** The same, shorter: VS Code cuts a hint after 43 characters. */
export const AXIS_WORDS_IN_SHORT: Readonly<Record<ArrayArgument, string>> = {
  coupling_coef: "receiver × sender × basis",
  coupling_basis_matrix: "window × basis",
  intercepts: "neuron",
  feedforward_coef: "neuron × feature",
  feedforward_input: "bin × neuron × feature",
  init_y: "window × neuron",
};

/** Whether two dimensions are equally long, so that the order of their axes cannot be checked. */
export function axesLookAlike(argument: ArrayArgument, shape: readonly number[]): boolean {
  const axes: readonly Dimension[] = DIMENSIONS[argument];
  return shape.some(
    (length, axis) =>
      length > 1 && shape.some((other, otherAxis) => other === length && axes[otherAxis] !== axes[axis]),
  );
}

/** What determines each dimension, for the message when nothing does. */
export const DIMENSION_FIXERS: Readonly<Record<Dimension, string>> = {
  N: "give one of the arrays a shape, or name the neurons",
  W: "give coupling_basis_matrix a shape, or name a basis with its window_size",
  B: "give coupling_basis_matrix a shape, or name a basis with its n_basis_funcs",
  K: "give feedforward_coef or feedforward_input a shape",
  T: 'add "n_time_bins"',
};

/** A claim of the config about the size of a dimension. */
export interface Claim {
  readonly dimension: Dimension;
  readonly size: number;
  readonly path: Path;
  /** Where it comes from, e.g. `intercepts, axis 0 of (3,)`. */
  readonly by: string;
}

export interface Disagreement {
  readonly claim: Claim;
  readonly reference: Claim;
}

export type Sizes = Partial<Record<Dimension, number>>;

/** The size of each dimension: that which most arguments claim, of equals the first. Every other claim disagrees with it. */
export function unify(claims: readonly Claim[]): { sizes: Sizes; disagreements: Disagreement[] } {
  const sizes: Sizes = {};
  const disagreements: Disagreement[] = [];
  for (const dimension of Object.keys(DIMENSION_NAMES) as Dimension[]) {
    const own = claims.filter((claim) => claim.dimension === dimension);
    if (own.length === 0) continue;
    const votes = (size: number): number =>
      new Set(own.filter((claim) => claim.size === size).map(({ path }) => path[0])).size;
    const reference = own.reduce((best, claim) => (votes(claim.size) > votes(best.size) ? claim : best));
    sizes[dimension] = reference.size;
    for (const claim of own) {
      const isReported = disagreements.some(
        ({ claim: other }) =>
          other.dimension === dimension && other.size === claim.size && other.path.join() === claim.path.join(),
      );
      if (claim.size !== reference.size && !isReported) disagreements.push({ claim, reference });
    }
  }
  return { sizes, disagreements };
}

/** `N, the number of neurons, is 3 by intercepts (axis 0 of (3,)) but 2 by …`. */
export function disagreementText({ claim, reference }: Disagreement): string {
  return `${claim.dimension}, ${DIMENSION_NAMES[claim.dimension]}, is ${claim.size} by ${claim.by} but ${reference.size} by ${reference.by}`;
}
