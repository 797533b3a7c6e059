import { type ExportedRun, type Exporter, passOf } from "./exporter";
import type { Sink } from "./sink";

/** The numbers that files of arrays hold, by NumPy's names of their types. */
export const NUMBER_TYPES = { "<i4": Int32Array, "<i8": BigInt64Array, "<f4": Float32Array, "<f8": Float64Array };
export type NumberType = keyof typeof NUMBER_TYPES;
export type Numbers = Int32Array | BigInt64Array | Float32Array | Float64Array;

/** The large arrays of a run, each (bins, N). */
export type Part = "spikes" | "rates";
export const PART_TYPES = { spikes: "<i4", rates: "<f4" } as const;

/** A file that holds arrays by names. Methods throw FileError, and RangeError where the format cannot hold them. */
export interface ArrayFile {
  /** Spikes or rates of the exported bins and neurons, (bins, N), in blocks. */
  rows(
    name: string,
    part: Part,
    run: ExportedRun,
    onProgress: (fraction: number) => void,
    signal?: AbortSignal,
  ): Promise<void>;
  /** A small array, in C order. */
  numbers(name: string, dtype: NumberType, shape: readonly number[], values: Numbers): void;
  /** Texts, (N,). */
  texts(name: string, texts: readonly string[]): void;
  finish(): void;
}

/**
 * Exporters to files of arrays, which have the names of the run's files: `spikes` and `rates` (bins, N), with what is known of the axes;
 * `open` begins a file for a run, of which it will get these parts.
 */
export function arrayExporters(
  format: string,
  tool: string,
  { fileType, open }: { fileType: string; open(sink: Pick<Sink, "write">, run: ExportedRun): ArrayFile },
): readonly Exporter[] {
  const exporter = (content: string, title: string, detail: string, parts: readonly Part[]): Exporter => ({
    id: `${format}:${content}`,
    title: `${tool} ${title}`,
    detail,
    fileType,
    extensions: [format],
    needs: [],
    async write(run, sink, onProgress, signal) {
      const file = open(sink, run);
      for (const [index, part] of parts.entries())
        await file.rows(part, part, run, passOf(onProgress, index, parts.length), signal);
      addLabels(file, run);
      file.finish();
    },
  });
  return [
    exporter("both", "Arrays", "Spikes and rates (bins, neurons), bin size, names and groups", ["spikes", "rates"]),
    exporter("spikes", "Spikes", "The same without rates", ["spikes"]),
    exporter("rates", "Rates", "The same without spikes", ["rates"]),
  ];
}

/** What is known of the axes; of a part of the run also which bins and neurons it has. */
function addLabels(file: ArrayFile, run: ExportedRun): void {
  const { binSize, neurons, range } = run;
  const { names, groups } = chosenLabels(run);
  if (binSize !== null) file.numbers("bin_size", "<f8", [], Float64Array.of(binSize));
  if (names) file.texts("names", names);
  if (groups) file.texts("groups", groups);
  if (!isPart(run)) return;
  file.numbers("first_bin", "<i8", [], BigInt64Array.of(BigInt(range.start)));
  file.numbers("neurons", "<i4", [neurons.length], Int32Array.from(neurons));
}

/** Names and groups of the exported neurons; null where the run has none. */
export function chosenLabels({ manifest, neurons }: ExportedRun): Record<"names" | "groups", string[] | null> {
  const { names, groups } = manifest.neurons;
  const chosen = (labels: readonly string[] | null): string[] | null =>
    labels && Array.from(neurons, (neuron) => labels[neuron]);
  return { names: chosen(names), groups: chosen(groups) };
}

/** Whether bins or neurons of the run are left out, or have another order. */
function isPart({ files, neurons, range }: ExportedRun): boolean {
  const hasAllBins = range.start === 0 && range.end === files.bins;
  return !hasAllBins || neurons.length !== files.nNeurons || neurons.some((neuron, column) => neuron !== column);
}
