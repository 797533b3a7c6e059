import { dirname, join, resolve } from "node:path";
import { readNpyHeader, readNpyRows } from "../../arrays/npy";
import { openNpzMember, readNpzNames } from "../../arrays/npz";
import type { ByteSource } from "../../arrays/ndarray";
import { openFeedforward } from "../../config/feedforward";
import { openFile } from "../../files/open";
import type { FeedforwardSource } from "../../model/types";
import type { RunManifest } from "../../protocol/manifest";
import { INPUTS_FILE } from "../layout";

/** What feedforward input adds to eta of each neuron and bin: sum over k of coef[n, k] * input[t, n, k]. */
export interface FeedforwardTerm {
  /** Elements of input behind one bin. */
  readonly width: number;
  /** The term of some neurons, (nBins, neurons) in C order. The array is used again by the next call. */
  read(first: number, nBins: number, neurons: readonly number[]): Float64Array;
  close(): void;
}

/**
 * Opens the term of a run that has one. Input is read from inputs.npz where the run keeps a copy, else rebuilt as the manifest
 * describes it: stimuli, or a file that is found from the config's folder. Throws with the reason when that is not possible.
 */
export function openFeedforwardTerm(folder: string, manifest: RunManifest): FeedforwardTerm {
  const inputs = openFile(join(folder, INPUTS_FILE));
  try {
    const member = openNpzMember(inputs, "feedforward_coef");
    const coef = readNpyRows(member, readNpyHeader(member), 0, manifest.n_neurons);
    const kept = readNpzNames(inputs).includes("feedforward_input");
    const source = kept ? keptInput(openNpzMember(inputs, "feedforward_input"), manifest) : describedInput(folder, manifest);
    return termOf(source, coef, () => inputs.close());
  } catch (error) {
    inputs.close();
    throw error;
  }
}

function keptInput(member: ByteSource, { n_time_bins: nTimeBins, n_neurons: nNeurons, n_features: nFeatures }: RunManifest): FeedforwardSource {
  const header = readNpyHeader(member);
  return { nTimeBins, nNeurons, nFeatures, read: (first, nBins) => readNpyRows(member, header, first, nBins) };
}

function describedInput(folder: string, manifest: RunManifest): FeedforwardSource {
  const { feedforward_input: value, config, n_time_bins: nTimeBins, n_neurons: nNeurons, n_features: nFeatures, neurons } = manifest;
  return openFeedforward(value, { nTimeBins, nNeurons, nFeatures, neurons }, dirname(resolve(folder, config)));
}

function termOf({ nNeurons, nFeatures, read }: FeedforwardSource, coef: Float32Array, close: () => void): FeedforwardTerm {
  const width = nNeurons * nFeatures;
  let values = new Float64Array(0);
  return {
    width,
    read(first, nBins, neurons) {
      const input = read(first, nBins);
      if (values.length < nBins * neurons.length) values = new Float64Array(nBins * neurons.length);
      let to = 0;
      for (let bin = 0; bin < nBins; bin++) {
        for (const neuron of neurons) {
          let value = 0;
          for (let k = 0; k < nFeatures; k++) value += coef[neuron * nFeatures + k] * input[bin * width + neuron * nFeatures + k];
          values[to++] = value;
        }
      }
      return values;
    },
    close,
  };
}
