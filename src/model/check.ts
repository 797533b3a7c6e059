import { type NdArray, shapeText, sizeOf } from "../arrays/ndarray";
import { keyFromSeed } from "../random/keys";
import { arrayFeedforward } from "./feedforward";
import {
  type ArrayArgument,
  AXES,
  checkBasis,
  checkDimensions,
  checkFeatures,
  checkNeurons,
  type Shapes,
} from "./shapes";
import { DEFAULT_LINK, INVERSE_LINKS } from "./links";
import {
  ArgumentError,
  type FeedforwardSource,
  type InverseLinkName,
  type Key,
  type RecurrentGlm,
  type SimulateRecurrentArgs,
} from "./types";

/** Checked arguments: a model with consistent sizes, its input, number of bins, and key. */
export interface CheckedArguments {
  readonly model: RecurrentGlm;
  readonly feedforward: FeedforwardSource | null;
  readonly nTimeBins: number;
  readonly key: Key;
}

/**
 * Checks the arguments of a simulation as `nemos.simulation.simulate_recurrent` does and in its order, except that the
 * dimensions of all arrays come first; then, unlike NeMoS, that the other numbers are finite. Throws ArgumentError; its
 * `argument` is the name in NeMoS.
 */
export function checkArguments(args: SimulateRecurrentArgs): CheckedArguments {
  const input = args.feedforwardInput ?? null;
  const inputArray = input && "data" in input ? input : null;
  const inputSource = input && !("data" in input) ? input : null;
  const given: Partial<Record<ArrayArgument, NdArray>> = {
    coupling_coef: args.couplingCoef,
    intercepts: args.intercepts,
    coupling_basis_matrix: args.couplingBasisMatrix,
    feedforward_coef: args.feedforwardCoef,
    feedforward_input: inputArray ?? undefined,
    init_y: args.initY,
  };
  const shapes = shapesOf(args, given);
  checkNeurons(shapes);
  checkFeatures(shapes);
  if (inputArray) checkFinite("feedforward_input", inputArray);
  checkBasis(shapes);
  for (const [argument, array] of Object.entries(given))
    if (array && array !== inputArray) checkFinite(argument, array);

  const [windowSize, nBasisFuncs] = shapes.coupling_basis_matrix;
  const [nNeurons, nFeatures] = shapes.feedforward_coef;
  const model: RecurrentGlm = {
    nNeurons,
    nBasisFuncs,
    windowSize,
    nFeatures,
    couplingCoef: args.couplingCoef.data,
    couplingBasisMatrix: args.couplingBasisMatrix.data,
    intercepts: args.intercepts.data,
    feedforwardCoef: args.feedforwardCoef?.data ?? new Float32Array(0),
    initY: args.initY?.data ?? new Float32Array(windowSize * nNeurons),
    inverseLink: checkedLink(args.inverseLinkFunction),
  };
  const nTimeBins = checkedBins(args.nTimeBins, input ? shapes.feedforward_input : null);
  return {
    model,
    feedforward: inputArray ? arrayFeedforward(inputArray) : inputSource,
    nTimeBins,
    key: checkedKey(args.randomKey),
  };
}

/** The shapes of all arguments, omitted ones included. Checks dimensions, and that data and shape agree. */
function shapesOf(args: SimulateRecurrentArgs, given: Partial<Record<ArrayArgument, NdArray>>): Shapes {
  if (args.feedforwardInput && !args.feedforwardCoef) throw missing("feedforward_coef", "feedforward_input");
  if (args.feedforwardCoef && !args.feedforwardInput) throw missing("feedforward_input", "feedforward_coef");
  for (const argument of Object.keys(AXES) as ArrayArgument[]) {
    const array = given[argument];
    if (!array) continue;
    checkDimensions(argument, array.shape);
    if (array.data.length !== sizeOf(array.shape)) {
      const found = `${array.data.length} numbers`;
      throw new ArgumentError(
        argument,
        `${argument} holds ${found}, but its shape is ${shapeText(array.shape)}.`,
        found,
        shapeText(array.shape),
      );
    }
  }
  const nNeurons = args.intercepts.shape[0];
  const source = args.feedforwardInput;
  return {
    coupling_coef: args.couplingCoef.shape,
    intercepts: args.intercepts.shape,
    coupling_basis_matrix: args.couplingBasisMatrix.shape,
    feedforward_coef: args.feedforwardCoef?.shape ?? [nNeurons, 0],
    feedforward_input: !source
      ? [0, nNeurons, 0]
      : "data" in source
        ? source.shape
        : [source.nTimeBins, source.nNeurons, source.nFeatures],
    init_y: args.initY?.shape ?? [args.couplingBasisMatrix.shape[0], nNeurons],
  };
}

function missing(argument: string, other: string): ArgumentError {
  return new ArgumentError(
    argument,
    `${argument} is missing: ${other} needs it. Leave both out for a network without feedforward input.`,
    undefined,
    undefined,
    [other],
  );
}

function checkFinite(argument: string, { data, shape }: NdArray): void {
  if (isFinite(data)) return;
  const at = data.findIndex((value) => !Number.isFinite(value));
  const index = shape.map((length, axis) => Math.floor(at / sizeOf(shape.slice(axis + 1))) % length);
  throw new ArgumentError(
    argument,
    `${argument} must hold finite numbers; ${argument}[${index.join(", ")}] is ${data[at]}.`,
    String(data[at]),
  );
}

/** A finite number times 0 is 0, any other NaN: this avoids a branch per number. */
function isFinite(data: ArrayLike<number>): boolean {
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += data[i] * 0;
  return sum === 0;
}

function checkedLink(name: InverseLinkName = DEFAULT_LINK): InverseLinkName {
  if (INVERSE_LINKS.includes(name)) return name;
  throw new ArgumentError(
    "inverse_link_function",
    `inverse_link_function must be one of ${INVERSE_LINKS.join(", ")}; found ${String(name)}.`,
  );
}

function checkedBins(nTimeBins: number | undefined, inputShape: readonly number[] | null): number {
  const found = nTimeBins ?? inputShape?.[0];
  if (found === undefined)
    throw new ArgumentError(
      "n_time_bins",
      "n_time_bins is missing: without feedforward_input nothing else says how long to simulate.",
    );
  if (!Number.isSafeInteger(found) || found < 1)
    throw new ArgumentError("n_time_bins", `n_time_bins must be a positive integer; found ${found}.`);
  if (inputShape && inputShape[0] !== found) {
    const message = `n_time_bins is ${found}, but feedforward_input has shape ${shapeText(inputShape)}: ${inputShape[0]} bins.`;
    throw new ArgumentError("n_time_bins", message, String(found), String(inputShape[0]), ["feedforward_input"]);
  }
  return found;
}

function checkedKey(key: Key | number): Key {
  const words = typeof key === "number" ? [key] : key;
  const wrong = words.find((word) => !Number.isInteger(word) || word < 0 || word >= 2 ** 32);
  if (wrong !== undefined) {
    throw new ArgumentError(
      "random_key",
      `random_key must be an integer from 0 to 2^32 - 1, or two of them; found ${wrong}. JAX keeps only the low 32 bits of a seed.`,
    );
  }
  return typeof key === "number" ? keyFromSeed(key) : key;
}
