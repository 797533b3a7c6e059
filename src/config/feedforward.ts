import { sizeOf, shapeText } from "../arrays/ndarray";
import type { FileAccess } from "../files/access";
import type { FeedforwardSource } from "../model/types";
import type { ArraySource } from "./schema/sources";
import type { Stimulus } from "./schema/stimuli";
import { checkFinite } from "./sources/finite";
import { fault, type GivenArray } from "./sources/given";
import { openSource } from "./sources/open";
import type { CheckedFeedforward } from "./types";
import { stimulusBlocks, type StimulusSizes } from "./stimuli/stimuli";

export const NAME = "feedforward_input";

/** The sizes (T, N, K) of feedforward input, with the neurons that stimuli choose by name. */
export type FeedforwardSizes = StimulusSizes;
/** The sizes of an array, which chooses no neurons. */
export type ArraySizes = Omit<FeedforwardSizes, "neurons">;

/** A feedforward input that is an array. Throws SourceError when it cannot be opened. */
export function openInput(source: ArraySource, folder: string, access: FileAccess): GivenArray {
  return openSource(source, { folder, member: NAME, nAxes: 3, access });
}

/** Opens stimuli. */
export function stimulusFeedforward(stimuli: readonly Stimulus[], sizes: FeedforwardSizes): FeedforwardSource {
  return { ...sizesOf(sizes), read: checked(stimulusBlocks(stimuli, sizes), shapeOf(sizes)) };
}

/** A feedforward input from an open array. */
export function givenFeedforward(array: GivenArray, sizes: ArraySizes): CheckedFeedforward {
  const shape = shapeOf(sizes);
  if (array.shape && !holdsBins(array.shape, shape)) {
    throw fault([], `feedforward_input has shape ${shapeText(array.shape)}; ${shapeText(shape)} is expected`);
  }
  const { same } = array.file ?? {};
  return {
    ...sizesOf(sizes),
    read: rowsOf(array, shape),
    ...(same && array.elements && { check: () => same.check() }),
  };
}

function shapeOf({ nTimeBins, nNeurons, nFeatures }: ArraySizes): readonly number[] {
  return [nTimeBins, nNeurons, nFeatures];
}

/** Whether an array has these sizes (T, N, K), or more bins, of which the first are used. */
function holdsBins(shape: readonly number[], [nTimeBins, ...others]: readonly number[]): boolean {
  return shape[0] >= nTimeBins && shapeText(shape.slice(1)) === shapeText(others);
}

/** A list of stimuli, rather than one of numbers. */
export function isStimuli(value: ArraySource | readonly Stimulus[]): value is Stimulus[] {
  return Array.isArray(value) && typeof value[0] === "object" && value[0] !== null && !Array.isArray(value[0]);
}

function sizesOf({ nTimeBins, nNeurons, nFeatures }: ArraySizes): Omit<FeedforwardSource, "read"> {
  return { nTimeBins, nNeurons, nFeatures };
}

/** Reads rows on demand; arrays that cannot be read in parts are read once as a whole. */
function rowsOf({ elements, read, exact }: GivenArray, shape: readonly number[]): FeedforwardSource["read"] {
  const width = sizeOf(shape.slice(1));
  if (elements) return checked((first, count) => elements(first * width, count * width), shape, exact);
  let whole: Float32Array | null = null;
  return (first, count) => {
    whole ??= read(shape);
    return whole.subarray(first * width, (first + count) * width);
  };
}

/** The same blocks, checked to be finite. */
function checked(
  blocks: FeedforwardSource["read"],
  shape: readonly number[],
  exact?: (flat: number) => number,
): FeedforwardSource["read"] {
  const width = sizeOf(shape.slice(1));
  return (first, count) => {
    const block = blocks(first, count);
    checkFinite(block, first * width, shape, NAME, exact);
    return block;
  };
}
