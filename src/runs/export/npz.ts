import { ArrayArchive } from "./array-archive";
import { blocksOf, type ExportedRun, type Exporter, forEachChosen, passOf } from "./exporter";
import { chosenLabels, isPart } from "./labels";

const DTYPES = { spikes: "<i4", rates: "<f4" } as const;
type Part = keyof typeof DTYPES;

/** Archives of arrays for `numpy.load`, whose names are those of the run's files: `spikes` and `rates` (bins, N). */
export const NPZ_EXPORTERS: readonly Exporter[] = [
  npz("both", "NumPy Arrays", "NumPy .npz: spikes and rates (bins, neurons), bin_size, names and groups", [
    "spikes",
    "rates",
  ]),
  npz("spikes", "NumPy Spikes", "NumPy .npz without rates", ["spikes"]),
  npz("rates", "NumPy Rates", "NumPy .npz without spikes", ["rates"]),
];

function npz(content: string, title: string, detail: string, parts: readonly Part[]): Exporter {
  return {
    id: `npz:${content}`,
    title,
    detail,
    fileType: "NumPy archive",
    extensions: ["npz"],
    needs: [],
    async write(run, sink, onProgress, signal) {
      const archive = new ArrayArchive(sink);
      for (const [index, part] of parts.entries())
        await addRows(archive, part, run, passOf(onProgress, index, parts.length), signal);
      addLabels(archive, run);
      archive.finish();
    },
  };
}

async function addRows(
  archive: ArrayArchive,
  part: Part,
  run: ExportedRun,
  onProgress: (fraction: number) => void,
  signal?: AbortSignal,
): Promise<void> {
  const { files, neurons, range } = run;
  archive.begin(part, DTYPES[part], [range.end - range.start, neurons.length]);
  for await (const block of blocksOf(run, onProgress, signal))
    forEachChosen<(typeof DTYPES)[Part]>(files[part], run, block, (rows) => archive.add(rows));
  archive.end();
}

/** What is known of the axes; of a part of the run also which bins and neurons it has. */
function addLabels(archive: ArrayArchive, run: ExportedRun): void {
  const { binSize, neurons, range } = run;
  const { names, groups } = chosenLabels(run);
  if (binSize !== null) archive.numbers("bin_size", "<f8", [], Float64Array.of(binSize));
  if (names) archive.texts("names", names);
  if (groups) archive.texts("groups", groups);
  if (!isPart(run)) return;
  archive.numbers("first_bin", "<i8", [], BigInt64Array.of(BigInt(range.start)));
  archive.numbers("neurons", "<i4", [neurons.length], Int32Array.from(neurons));
}
