import { NeuronIndex, type NeuronLabels } from "./neurons";
import type { Stimulus } from "../schema/stimuli";
import { normalBlock } from "../sources/computed/normal";

/** The sizes of stimuli, and the neurons that they can choose by name. */
export interface StimulusSizes {
  readonly nTimeBins: number;
  readonly nNeurons: number;
  readonly nFeatures: number;
  readonly neurons: NeuronLabels;
}

/** Adds a stimulus's bins `first` to `first + count` to `sum`, (count, N, K). */
type StimulusAdder = (sum: Float64Array, first: number, count: number) => void;

/** K of a list of stimuli: 1 + the largest feature. */
export function featuresOf(stimuli: readonly Stimulus[]): number {
  return 1 + stimuli.reduce((largest, { feature = 0 }) => Math.max(largest, feature), 0);
}

/**
 * A list of stimuli as a function of the block: (count, N, K) float32, summed in float64 in the order of the list and rounded once,
 * so that NumPy gives the same. The array is reused by the next call. Throws SelectionError.
 */
export function stimulusBlocks(
  stimuli: readonly Stimulus[],
  sizes: StimulusSizes,
): (first: number, count: number) => Float32Array {
  const index = new NeuronIndex(sizes.nNeurons, sizes.neurons);
  const voices = stimuli.map((stimulus) => adderOf(stimulus, sizes, index));
  const width = sizes.nNeurons * sizes.nFeatures;
  let sum = new Float64Array(0);
  let block = new Float32Array(0);
  return (first, count) => {
    if (sum.length < count * width) [sum, block] = [new Float64Array(count * width), new Float32Array(count * width)];
    sum.fill(0, 0, count * width);
    for (const voice of voices) voice(sum, first, count);
    const filled = block.subarray(0, count * width);
    filled.set(sum.subarray(0, count * width));
    return filled;
  };
}

function adderOf(stimulus: Stimulus, sizes: StimulusSizes, index: NeuronIndex): StimulusAdder {
  const { feature = 0 } = stimulus;
  const neurons = index.select(stimulus.neurons);
  const { nNeurons, nFeatures } = sizes;
  const add = (sum: Float64Array, bin: number, value: (neuron: number) => number): void => {
    for (const neuron of neurons) sum[(bin * nNeurons + neuron) * nFeatures + feature] += value(neuron);
  };
  if ("normal" in stimulus) {
    return (sum, first, count) => {
      const noise = normalBlock(stimulus.normal, first * nNeurons, count * nNeurons);
      for (let bin = 0; bin < count; bin++) add(sum, bin, (neuron) => noise[bin * nNeurons + neuron]);
    };
  }
  const course = timeCourse(stimulus);
  return (sum, first, count) => {
    for (let bin = 0; bin < count; bin++) {
      const value = course(first + bin);
      if (value !== 0) add(sum, bin, () => value);
    }
  };
}

/** The value by bin of a stimulus that is the same for all of its neurons. */
function timeCourse(stimulus: Exclude<Stimulus, { normal: unknown }>): (bin: number) => number {
  if ("constant" in stimulus) return () => stimulus.constant.amplitude;
  if ("step" in stimulus) {
    const { start, duration, amplitude } = stimulus.step;
    return (bin) => (bin >= start && bin < start + duration ? amplitude : 0);
  }
  if ("pulses" in stimulus) {
    const { start, duration, period, amplitude } = stimulus.pulses;
    return (bin) => (bin >= start && (bin - start) % period < duration ? amplitude : 0);
  }
  const { period, phase = 0, amplitude } = stimulus.sine;
  return (bin) => amplitude * Math.sin((2 * Math.PI * bin) / period + phase);
}
