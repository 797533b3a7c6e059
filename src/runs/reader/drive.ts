import { join } from "node:path";
import { readNpyHeader, readNpyRows } from "../../arrays/npy";
import { openNpzMember, readNpzNames } from "../../arrays/npz";
import type { ByteSource } from "../../arrays/ndarray";
import { openFile } from "../../files/open";
import type { FeedforwardSource } from "../../model/types";
import type { RunManifest } from "../../protocol/manifest";
import type { DriveAnswer, TraceQuery } from "../../protocol/queries";
import { whole } from "../../protocol/numbers";
import { READ_LIMIT } from "./grid";
import { Lines } from "./lines";
import { checkNeurons, lineGrid } from "./rates";
import type { RunFiles } from "./run-files";

const INPUTS_FILE = "inputs.npz";
/** Elements of feedforward input that are computed at a time. */
const BLOCK_ELEMENTS = 1 << 18;

interface Term {
  readonly source: FeedforwardSource;
  /** (N, K). */
  readonly coef: Float32Array;
}

/** The feedforward term of eta, sum over k of coef[n, k] * input[t, n, k], from the run's own files or from the config's. */
export class Drive {
  private term: Term | { readonly reason: string } | null = null;

  constructor(private readonly folder: string) {}

  answer(run: RunFiles, manifest: RunManifest, query: TraceQuery): DriveAnswer {
    checkNeurons(run, query.neurons);
    this.term ??= this.open(manifest);
    if ("reason" in this.term) return { trace: null, reason: this.term.reason };
    const { source, coef } = this.term;
    const grid = lineGrid(run, query);
    const { nNeurons, nFeatures } = source;
    const rowSize = nNeurons * nFeatures;
    const nBins = Math.min(grid.end, source.nTimeBins) - grid.start;
    if (nBins * rowSize > READ_LIMIT) {
      return { trace: null, reason: `Zoom in to ${whole(Math.floor(READ_LIMIT / rowSize))} bins or fewer to see the drive` };
    }
    const lines = new Lines(grid, query.neurons.length);
    const step = Math.max(1, Math.floor(BLOCK_ELEMENTS / rowSize));
    for (let bin = grid.start; bin < grid.start + nBins; bin += step) {
      const n = Math.min(step, grid.start + nBins - bin);
      const input = source.read(bin, n);
      for (let row = 0; row < n; row++) {
        const column = lines.columnOf(bin + row);
        lines.extend(column, 1);
        query.neurons.forEach((neuron, line) => {
          let value = 0;
          for (let k = 0; k < nFeatures; k++) value += coef[neuron * nFeatures + k] * input[row * rowSize + neuron * nFeatures + k];
          lines.add(line, column, value, value, value);
        });
      }
    }
    return { trace: lines.answer(), reason: null };
  }

  private open(manifest: RunManifest): Term | { readonly reason: string } {
    if (manifest.n_features === 0) return { reason: "This run has no feedforward input" };
    try {
      const inputs = openFile(join(this.folder, INPUTS_FILE));
      const coef = rowsOf(openNpzMember(inputs, "feedforward_coef"));
      if (!readNpzNames(inputs).includes("feedforward_input")) return { reason: "The feedforward input is not stored with the run" };
      return { coef, source: storedInput(openNpzMember(inputs, "feedforward_input"), manifest) };
    } catch (error) {
      return { reason: `The feedforward input cannot be rebuilt: ${error instanceof Error ? error.message : String(error)}` };
    }
  }
}

function rowsOf(member: ByteSource): Float32Array {
  const header = readNpyHeader(member);
  return readNpyRows(member, header, 0, header.shape[0]);
}

function storedInput(member: ByteSource, { n_time_bins: nTimeBins, n_neurons: nNeurons, n_features: nFeatures }: RunManifest): FeedforwardSource {
  const header = readNpyHeader(member);
  return { nTimeBins, nNeurons, nFeatures, read: (first, nBins) => readNpyRows(member, header, first, nBins) };
}
