import { basename } from "node:path";
import { shapeText } from "../../arrays/ndarray";
import { isFit } from "../../fits/read-fit";
import { DIMENSIONS, unify, type Claim, type Dimension, type Sizes } from "./dimensions";
import type { Problems } from "../text/problems";
import type { FilledSlot } from "../slots";

/** What stands along the axes of an array, each named in one. */
const AXIS_NAMES: Readonly<Record<string, readonly string[]>> = {
  coupling_coef: ["receiver", "sender", "basis function"],
  "coupling_coef.filters": ["bin of the window", "receiver", "sender"],
  "coupling_coef.weights": ["receiver", "sender"],
  coupling_basis_matrix: ["bin of the window", "basis function"],
  intercepts: ["neuron"],
  feedforward_coef: ["neuron", "feature"],
  feedforward_input: ["time bin", "neuron", "feature"],
  init_y: ["bin of the window", "neuron"],
};

/** The `np.transpose` order from coefficients of a NeMoS fit to coupling_coef. */
const FROM_FIT: readonly number[] = [2, 0, 1];

/**
 * Reports arrays with a wrong number of axes, and arrays whose axes seem to be in another order, judged by the sizes that the rest of
 * the config claims. Returns the arrays without such a problem. `claimsOf` gives the claims of certain arrays only.
 */
export function reportAxes(
  arrays: readonly FilledSlot[],
  claimsOf: (arrays: readonly FilledSlot[]) => readonly Claim[],
  problems: Problems,
): FilledSlot[] {
  const believed = arrays.filter(({ given, axes }) => !given.shape || given.shape.length === axes.length);
  for (const slot of arrays.filter((each) => !believed.includes(each))) {
    const { sizes } = unify(claimsOf(believed));
    problems.atValue(slot.path, axesMessage(slot, slot.given.shape ?? [], sizes));
  }
  for (const slot of [...believed]) {
    const { shape } = slot.given;
    const others = believed.filter((other) => other !== slot);
    const { sizes } = unify(claimsOf(others));
    if (!shape || fits(shape, slot.axes, sizes)) continue;
    const orders = ordersThatFit(shape, slot.axes, sizes);
    if (orders.length === 0) continue;
    problems.atValue(slot.path, orderMessage(slot, shape, orders));
    believed.splice(believed.indexOf(slot), 1);
  }
  return believed;
}

/** Whether a shape agrees with the known sizes, and axes of one dimension with each other. */
function fits(shape: readonly number[], axes: readonly Dimension[], sizes: Sizes): boolean {
  const found: Sizes = {};
  return axes.every((dimension, axis) => (sizes[dimension] ?? (found[dimension] ??= shape[axis])) === shape[axis]);
}

/** The likeliest first: that of a fit, then those in which receivers still come before senders. */
function ordersThatFit(shape: readonly number[], axes: readonly Dimension[], sizes: Sizes): number[][] {
  const orders = permutations(axes.length).filter((order) =>
    fits(
      order.map((axis) => shape[axis]),
      axes,
      sizes,
    ),
  );
  const isFromFit = (order: readonly number[]): boolean =>
    axes.join() === DIMENSIONS.coupling_coef.join() && order.join() === FROM_FIT.join();
  const keepsPairs = (order: readonly number[]): boolean =>
    order.every((axis, i) => axes.findIndex((dimension, j) => j > i && dimension === axes[i] && order[j] < axis) < 0);
  const rank = (order: readonly number[]): number => (isFromFit(order) ? 0 : keepsPairs(order) ? 1 : 2);
  return orders.sort((a, b) => rank(a) - rank(b));
}

function permutations(length: number): number[][] {
  if (length === 0) return [[]];
  return permutations(length - 1).flatMap((shorter) =>
    Array.from({ length }, (_, at) => [...shorter.slice(0, at), length - 1, ...shorter.slice(at)]),
  );
}

function orderMessage(
  { name, given }: FilledSlot,
  shape: readonly number[],
  [first, ...others]: readonly (readonly number[])[],
): string {
  const names = AXIS_NAMES[name];
  const found = (order: readonly number[]): string =>
    `(${shape.map((_, axis) => names[order.indexOf(axis)]).join(", ")})`;
  const inNumPy = (order: readonly number[]): string => `np.transpose(a, (${order.join(", ")}))`;
  const asFit = name === "coupling_coef" && first.join() === FROM_FIT.join() ? ", as a fit has them" : "";
  const message = `${name} has shape ${shapeText(shape)}: its axes look like ${found(first)}${asFit}; transpose them to (${names.join(", ")})`;
  if (!given.file) return message;
  return `${message} with ${inNumPy(first)}${others.map((order) => `, or with ${inNumPy(order)} if they are ${found(order)}`).join("")}`;
}

function axesMessage({ name, axes, given }: FilledSlot, shape: readonly number[], sizes: Sizes): string {
  const expected = axes.length === 1 ? "1 axis" : `${axes.length} axes`;
  const found = `${name} needs ${expected}, (${axes.join(", ")}); it has ${shape.length}, ${shapeText(shape)}`;
  const { file, array } = given.file ?? {};
  if (file !== undefined && array !== undefined && isFit([array]))
    return `${found}: give { "nemos": { "file": ${JSON.stringify(basename(file))}, "features": … } }, which puts the axes of a fit in order`;
  const remedy = given.file && reshaping(name, axes, shape, sizes);
  return `${found}${remedy ? `: take ${remedy}` : ""}`;
}

/** A NumPy expression that gives an array of this shape the expected axes; null if there is no obvious one. */
function reshaping(name: string, axes: readonly Dimension[], shape: readonly number[], sizes: Sizes): string | null {
  const { N, B } = sizes;
  if (name === "coupling_coef" && shape.length === 2 && N !== undefined && B !== undefined) {
    if (shape[0] === N * B && shape[1] === N)
      return `np.transpose(a.reshape(${N}, ${B}, ${N}), (2, 0, 1)) if it is the coef_ of a fit`;
  }
  const kept = shape.filter((length) => length !== 1);
  const tooMany = shape.length - axes.length;
  if (tooMany > 0 && tooMany <= MOST_LEFT_OUT && kept.length <= axes.length) {
    const candidates = removals(shape, tooMany).filter((smaller) => fits(smaller, axes, sizes));
    if (candidates.length > 0) return `a.reshape${shapeText(candidates[0])}`;
  }
  if (shape.length === axes.length - 1) {
    const at = axes.findLastIndex(
      (dimension, axis) => (sizes[dimension] ?? 1) === 1 && fits(shape.toSpliced(axis, 0, 1), axes, sizes),
    );
    if (at >= 0) return `a[${axes.map((_, axis) => (axis === at ? "np.newaxis" : ":")).join(", ")}]`;
  }
  return null;
}

/** Most axes of length 1 to remove. */
const MOST_LEFT_OUT = 3;

/** The shapes after removing that many axes of length 1. */
function removals(shape: readonly number[], count: number): number[][] {
  if (count === 0) return [[...shape]];
  return shape.flatMap((length, axis) => (length === 1 ? removals(shape.toSpliced(axis, 1), count - 1) : []));
}
