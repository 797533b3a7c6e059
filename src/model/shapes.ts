import { shapeText } from "../arrays/ndarray";
import { ArgumentError } from "./types";

/** The axes of the array arguments, named as in NeMoS. */
export const AXES = {
  coupling_coef: ["n_neurons (receiver)", "n_neurons (sender)", "n_basis_funcs"],
  intercepts: ["n_neurons"],
  coupling_basis_matrix: ["window_size", "n_basis_funcs"],
  feedforward_coef: ["n_neurons", "n_features"],
  feedforward_input: ["n_time_bins", "n_neurons", "n_features"],
  init_y: ["window_size", "n_neurons"],
} as const;

/** The name of an array argument. */
export type ArrayArgument = keyof typeof AXES;
/** The shape of every array argument. */
export type Shapes = Readonly<Record<ArrayArgument, readonly number[]>>;

/** Every array must have its number of dimensions, and no empty axis except that of features. */
export function checkDimensions(argument: ArrayArgument, shape: readonly number[]): void {
  const axes: readonly string[] = AXES[argument];
  const found = shapeText(shape);
  const expected = `(${axes.join(", ")}${axes.length === 1 ? "," : ""})`;
  if (shape.length !== axes.length) {
    const message = `${argument} must have ${axes.length} dimension${axes.length === 1 ? "" : "s"}, ${expected}; found shape ${found}.`;
    throw new ArgumentError(argument, message, found, expected);
  }
  const empty = axes.findIndex((name, axis) => shape[axis] === 0 && name !== "n_features");
  if (empty >= 0)
    throw new ArgumentError(
      argument,
      `${argument} has shape ${found}: ${axes[empty]} must be at least 1.`,
      found,
      expected,
    );
}

/** Check 1 of NeMoS: the number of neurons agrees with the intercepts everywhere. */
export function checkNeurons(shapes: Shapes): void {
  const because = { argument: "intercepts", axis: 0 } as const;
  expectLength(shapes, "feedforward_input", 1, because);
  expectLength(shapes, "feedforward_coef", 0, because);
  expectLength(shapes, "init_y", 1, because);
  expectLength(shapes, "coupling_coef", 0, because);
  expectLength(shapes, "coupling_coef", 1, because);
}

/** Check 3: the input has as many features as there are coefficients. */
export function checkFeatures(shapes: Shapes): void {
  expectLength(shapes, "feedforward_coef", 1, { argument: "feedforward_input", axis: 2 });
}

/** Checks 6 and 7: the basis matrix has as many functions as the coefficients, and the window of the initial counts. */
export function checkBasis(shapes: Shapes): void {
  expectLength(shapes, "coupling_basis_matrix", 1, { argument: "coupling_coef", axis: 2 });
  expectLength(shapes, "init_y", 0, { argument: "coupling_basis_matrix", axis: 0 });
}

function expectLength(
  shapes: Shapes,
  argument: ArrayArgument,
  axis: number,
  by: { argument: ArrayArgument; axis: number },
): void {
  const shape = shapes[argument];
  const length = shapes[by.argument][by.axis];
  if (shape[axis] === length) return;
  const found = shapeText(shape);
  const expected = shapeText(shape.map((value, other) => (other === axis ? length : value)));
  const message =
    `${argument} has shape ${found}, expected ${expected}: ` +
    `its ${AXES[argument][axis]} must be ${length} because ${by.argument} has shape ${shapeText(shapes[by.argument])}.`;
  throw new ArgumentError(argument, message, found, expected, [by.argument]);
}
