import { ANYWHERE, type FileAccess } from "../../files/access";
import { FileError } from "../../files/errors";
import type { BinRange } from "../../protocol/queries";
import { readManifest } from "../manifest/read";
import { forReaders } from "../manifest/for-readers";
import { RunFiles } from "../read/run-files";
import { CSV_EXPORTERS } from "./csv";
import type { Exporter } from "./exporter";
import { MAT_EXPORTERS } from "./mat";
import { NPZ_EXPORTERS } from "./npz";
import { PYNAPPLE_EXPORTERS } from "./pynapple";
import { Sink } from "./sink";

/** Every format, in the order in which they are offered. A new one is a file beside this one and a line here. */
export const EXPORTERS: readonly Exporter[] = [
  ...CSV_EXPORTERS,
  ...NPZ_EXPORTERS,
  ...PYNAPPLE_EXPORTERS,
  ...MAT_EXPORTERS,
];

/** The exporter of this id. Throws RangeError when there is none. */
export function exporterOf(id: string): Exporter {
  const found = EXPORTERS.find((exporter) => exporter.id === id);
  if (!found) throw new RangeError(`there is no exporter ${id}: there are ${EXPORTERS.map(({ id }) => id).join(", ")}`);
  return found;
}

/** What is written where. */
export interface ExportRequest {
  readonly folder: string;
  /** null: all bins that the arrays hold. */
  readonly range: BinRange | null;
  /** Neurons in the order of their columns, where the format has columns; null: all. */
  readonly neurons: Uint32Array | null;
  readonly file: string;
  /** Seconds per bin, in place of the run's own. */
  readonly binSize?: number;
  /** Which files may be read; all when left out. */
  readonly access?: FileAccess;
}

/** The format needs a bin size, and the run has none. */
export class MissingBinSizeError extends Error {
  override name = "MissingBinSizeError";
}

/** Exports a range of a run. The file appears when whole. Throws FileError, RunDamagedError, MissingBinSizeError, and the abort reason. */
export async function exportRun(
  exporter: Exporter,
  { folder, range, neurons, file, binSize: givenBinSize, access = ANYWHERE }: ExportRequest,
  onProgress: (fraction: number) => void = () => undefined,
  signal?: AbortSignal,
): Promise<void> {
  const manifest = forReaders(readManifest(folder, access));
  const binSize = givenBinSize ?? manifest.bin_size;
  if (binSize === null && exporter.needs.includes("bin_size"))
    throw new MissingBinSizeError(
      `${exporter.fileType} needs the seconds of a bin, which this run does not know: set bin_size in its config and simulate it again`,
    );
  const files = new RunFiles(folder, manifest, access);
  try {
    const readable = files.clip(range ?? { start: 0, end: files.bins });
    const [problem] = files.problems(0);
    if (problem && readable.start >= readable.end) throw new FileError(problem.file, problem.message);
    const all = (): Uint32Array => Uint32Array.from({ length: files.nNeurons }, (_, neuron) => neuron);
    const run = { files, manifest, range: readable, neurons: neurons ?? all(), binSize };
    const sink = new Sink(file);
    await sink.filled(() => exporter.write(run, sink, onProgress, signal));
  } finally {
    files.close();
  }
}
