import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { ArrayFileError } from "../../../arrays/errors";
import { readNpyHeader, readNpyRows, type NpyHeader } from "../../../arrays/npy/npy";
import { openNpzMember, readNpzNames } from "../../../arrays/npz/npz";
import { shapeText, type ByteSource } from "../../../arrays/ndarray";
import { givenFeedforward, isStimuli, openInput, stimulusFeedforward } from "../../../config/feedforward";
import { orderFeedforward } from "../../../config/shapes/order";
import { feedforwardInput } from "../../../config/schema/stimuli";
import type { CheckedFeedforward } from "../../../config/types";
import { mayWrite, type FileAccess } from "../../../files/access";
import { FileError } from "../../../files/errors";
import { openFile, type OpenFile } from "../../../files/open";
import type { SameFile } from "../../../files/same-file";
import type { RunManifest } from "../../../protocol/manifest";
import { bytes, whole } from "../../../text/numbers";
import { digestOf } from "../../write/inputs";
import { INPUTS_FILE } from "../../layout";
import { MOST_FEEDFORWARD_COPIED } from "../../write/inputs";

/** Stimuli that can be added up in the time of reading one element. */
const STIMULI_AN_ELEMENT = 8;
/** With more stimuli the bins of one view would take seconds. */
const MOST_STIMULI = 10_000;

/** What feedforward input adds to eta of each neuron and bin: sum over k of coef[n, k] * input[t, n, k]. */
export interface FeedforwardTerm {
  /** Elements of input read for one bin, or work that takes as long. */
  readonly width: number;
  /** The term of some neurons, (nBins, neurons) in C order. The array is reused by the next call. */
  read(first: number, nBins: number, neurons: readonly number[]): Float64Array;
  close(): void;
}

/**
 * Opens the term of a run that has one. Input is read from inputs.npz where the run keeps a copy, else rebuilt from the manifest's
 * description: stimuli, or a file relative to the config's folder. Rejects with the reason when that is impossible, when the file is not
 * the one that was simulated with, when the manifest's sizes are not those of the arrays, and when aborted.
 */
export async function openFeedforwardTerm(
  folder: string,
  manifest: RunManifest,
  access: FileAccess,
  signal: AbortSignal,
): Promise<FeedforwardTerm> {
  const { n_neurons: nNeurons, n_features: nFeatures, feedforward_input: value } = manifest;
  const inputs = openFile(join(folder, INPUTS_FILE), access);
  try {
    const { member, header } = arrayOf(inputs, "feedforward_coef", [nNeurons, nFeatures]);
    const coef = readNpyRows(member, header, 0, nNeurons);
    const kept = readNpzNames(inputs).includes("feedforward_input");
    const source = kept ? keptInput(inputs, manifest) : await describedInput(folder, manifest, access, signal);
    const work = !kept && Array.isArray(value) ? Math.max(1, value.length / STIMULI_AN_ELEMENT) : 1;
    return termOf(source, coef, work, () => {
      inputs.close();
      source.close?.();
    });
  } catch (error) {
    inputs.close();
    throw error;
  }
}

/** An array of inputs.npz. Its shape is checked against the manifest before anything is allocated. */
function arrayOf(inputs: OpenFile, name: string, shape: readonly number[]): { member: ByteSource; header: NpyHeader } {
  const member = openNpzMember(inputs, name);
  // Runs store arrays uncompressed: only a foreign archive can hold more bytes than its file.
  if (member.size > inputs.size && member.size > MOST_FEEDFORWARD_COPIED) {
    throw new ArrayFileError(
      `${name} in ${INPUTS_FILE} would be ${bytes(member.size)} once unpacked, which no run keeps compressed`,
    );
  }
  const header = readNpyHeader(member);
  if (shapeText(header.shape) === shapeText(shape)) return { member, header };
  throw new ArrayFileError(
    `${name} in ${INPUTS_FILE} has shape ${shapeText(header.shape)}, and the run's manifest tells of ${shapeText(shape)}`,
  );
}

function keptInput(
  inputs: OpenFile,
  { n_time_bins: nTimeBins, n_neurons: nNeurons, n_features: nFeatures }: RunManifest,
): CheckedFeedforward {
  const { member, header } = arrayOf(inputs, "feedforward_input", [nTimeBins, nNeurons, nFeatures]);
  return { nTimeBins, nNeurons, nFeatures, read: (first, nBins) => readNpyRows(member, header, first, nBins) };
}

async function describedInput(
  folder: string,
  manifest: RunManifest,
  access: FileAccess,
  signal: AbortSignal,
): Promise<CheckedFeedforward> {
  const {
    feedforward_input: described,
    config,
    n_time_bins: nTimeBins,
    n_neurons: nNeurons,
    n_features: nFeatures,
    neurons,
  } = manifest;
  // Lists of numbers are kept in inputs.npz, so that a list here is one of stimuli.
  if (Array.isArray(described) && described.length > MOST_STIMULI) {
    throw new RangeError(
      `it is made of ${whole(described.length)} stimuli, and at most ${whole(MOST_STIMULI)} are added up for a view`,
    );
  }
  const { data: value } = feedforwardInput.safeParse(described);
  if (value === undefined) throw new RangeError("the run's manifest does not describe it");
  if (isStimuli(value) && value.some(({ feature = 0 }) => feature >= nFeatures)) {
    throw new RangeError(`the run's manifest describes stimuli of other features than its ${nFeatures}`);
  }
  const fitting = (list: readonly string[] | null): readonly string[] | null =>
    list?.length === nNeurons ? list : null;
  const labels = { names: fitting(neurons.names), groups: fitting(neurons.groups) };
  const sizes = { nTimeBins, nNeurons, nFeatures, neurons: labels };
  if (isStimuli(value)) return stimulusFeedforward(value, sizes);
  const given = openInput(value, dirname(resolve(folder, config)), access);
  if (given.file) await checkDigest(given.file.same, manifest, signal);
  const size = 4 * nTimeBins * nNeurons * nFeatures;
  if (given.pass && size > MOST_FEEDFORWARD_COPIED && !mayWrite(access)) {
    throw new RangeError(
      `it is unpacked into a file of ${bytes(size)}, which is not done in a workspace that is not trusted`,
    );
  }
  // Input that cannot be read from the middle goes to a temporary file elsewhere: viewing a run writes nothing into its folder.
  return given.pass ? orderFeedforward(given, sizes, { spoolIn: tmpdir(), signal }) : givenFeedforward(given, sizes);
}

/** Checks that the file is the one simulated with: it is older than the run, or has the same digest. */
async function checkDigest(file: SameFile, { inputs, started }: RunManifest, signal: AbortSignal): Promise<void> {
  const digest = inputs.find(({ argument }) => argument === "feedforward_input")?.sha256;
  if (!digest || !file.changedAfter(Date.parse(started)) || (await digestOf(file, signal)) === digest) return;
  throw new FileError(
    file.path,
    `${file.path} has changed since the run: its SHA-256 is not the one that the run noted`,
  );
}

function termOf(
  { nNeurons, nFeatures, read }: CheckedFeedforward,
  coef: Float32Array,
  work: number,
  close: () => void,
): FeedforwardTerm {
  const width = nNeurons * nFeatures;
  let values = new Float64Array(0);
  let isClosed = false;
  return {
    width: width * work,
    read(first, nBins, neurons) {
      if (isClosed) throw new Error("it was closed meanwhile");
      const input = read(first, nBins);
      if (values.length < nBins * neurons.length) values = new Float64Array(nBins * neurons.length);
      let to = 0;
      for (let bin = 0; bin < nBins; bin++) {
        for (const neuron of neurons) {
          let value = 0;
          for (let k = 0; k < nFeatures; k++)
            value += coef[neuron * nFeatures + k] * input[bin * width + neuron * nFeatures + k];
          values[to++] = value;
        }
      }
      return values;
    },
    close() {
      if (!isClosed) close();
      isClosed = true;
    },
  };
}
