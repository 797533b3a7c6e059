import { setImmediate as eventLoop } from "node:timers/promises";
import type { RunManifest } from "../../protocol/manifest";
import type { BinRange } from "../../protocol/queries";
import type { RowFile, RowType, VisitRows } from "../read/row-file";
import type { RunFiles } from "../read/run-files";
import type { Sink } from "./sink";

/** Describes a format, for quick picks, save dialogs and the command line. */
export interface ExporterInfo {
  /** Format and content, as `--to` and `--what` of the command line name them. */
  readonly id: `${string}:${string}`;
  /** What is in the file, as a title: "Rates". The proposed name of the file ends with it. */
  readonly title: string;
  /** How it is laid out, in a line. */
  readonly detail: string;
  /** The kind of file: "CSV table". */
  readonly fileType: string;
  /** The usual one first, without a dot. */
  readonly extensions: readonly [string, ...string[]];
  /** What the format requires, but not every run has. */
  readonly needs: readonly "bin_size"[];
}

/** The name proposed for a file: `network-run7-spike-list.csv`. */
export function exportName(config: string, runNumber: number, { title, extensions }: ExporterInfo): string {
  return `${config}-run${runNumber}-${title.toLowerCase().replaceAll(" ", "-")}.${extensions[0]}`;
}

/** A format that runs are exported to. */
export interface Exporter extends ExporterInfo {
  /** Writes the whole file; `onProgress` gets fractions from 0 to 1. Throws FileError, and the signal's reason when it is aborted. */
  write(
    run: ExportedRun,
    sink: Pick<Sink, "write">,
    onProgress: (fraction: number) => void,
    signal?: AbortSignal,
  ): Promise<void>;
}

/** The exported part of a run. */
export interface ExportedRun {
  readonly files: RunFiles;
  readonly manifest: RunManifest;
  /** Bins that can be read. */
  readonly range: BinRange;
  /** The exported neurons, in the order of their columns if the format has columns. */
  readonly neurons: Uint32Array;
  /** Seconds per bin. */
  readonly binSize: number | null;
}

/** Elements read between two turns of the event loop: about 10 ms of work. */
const BLOCK_ELEMENTS = 1 << 18;

/**
 * The exported bins, in blocks of about `elements` spikes or rates; between blocks it reports progress, checks the signal and lets
 * other work run.
 */
export async function* blocksOf(
  { files, range: { start, end } }: ExportedRun,
  onProgress: (fraction: number) => void,
  signal?: AbortSignal,
  elements = BLOCK_ELEMENTS,
): AsyncGenerator<BinRange> {
  const step = Math.max(1, Math.floor(elements / files.nNeurons));
  for (let bin = start; bin < end; bin += step) {
    signal?.throwIfAborted();
    const blockEnd = Math.min(end, bin + step);
    yield { start: bin, end: blockEnd };
    onProgress((blockEnd - start) / (end - start));
    await eventLoop();
  }
}

/** The progress of pass `pass` of `passes` over the bins, as that of all of them. */
export function passOf(
  onProgress: (fraction: number) => void,
  pass: number,
  passes: number,
): (fraction: number) => void {
  return (fraction) => onProgress((pass + fraction) / passes);
}

/** Visits spikes or rates of the exported neurons in bins `start` to `end`, in C order. The array is reused for the next rows. */
export function forEachChosen<D extends RowType>(
  file: RowFile<D>,
  { files: { nNeurons }, neurons }: ExportedRun,
  { start, end }: BinRange,
  visit: VisitRows<D>,
): void {
  const isAll = neurons.length === nNeurons && neurons.every((neuron, column) => neuron === column);
  file.forEach(start, end, (rows, first, nRows) => {
    if (!isAll) {
      const from = rows.slice(0, nRows * nNeurons);
      for (let row = 0, to = 0; row < nRows; row++)
        for (const neuron of neurons) rows[to++] = from[row * nNeurons + neuron];
    }
    visit(rows.subarray(0, nRows * neurons.length) as typeof rows, first, nRows);
  });
}

/** Bound of valid counts: rates are at most 10^6 a bin, and counts drawn from them stay well below twice that. */
const MOST_SPIKES = 2e6;

/** Throws RangeError for a count that no run has, before it becomes as many spikes. */
export function checkCount(count: number, neuron: number, bin: number): void {
  if (count < 0 || count > MOST_SPIKES)
    throw new RangeError(`spikes.npy is damaged: neuron ${neuron} has ${count} spikes in bin ${bin}`);
}
