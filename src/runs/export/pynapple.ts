import type { BinRange } from "../../protocol/queries";
import { npyHeader } from "../../arrays/npy/npy";
import { ArrayArchive } from "./array-archive";
import { chosenLabels } from "./arrays";
import { blocksOf, checkCount, type ExportedRun, type Exporter, forEachChosen, passOf } from "./exporter";
import { pickledArray } from "./pickle";

/** pynapple rounds times to so many seconds; what lies closer than that cannot be told apart. */
const PRECISION = 1e-9;
/** Most spikes of one bin, which are sorted in memory. */
const MOST_IN_BIN = 1e6;
/** Spike times or neurons that are held before they are written. */
const HELD = 1 << 16;

/** Files of pynapple's objects, one each, as their own `save` writes them and `pynapple.load_file` reads them. */
export const PYNAPPLE_EXPORTERS: readonly Exporter[] = [
  pynapple("spikes", "TsGroup", "Spike times in seconds, with names and groups as metadata", writeSpikes),
  pynapple("rates", "TsdFrame", "Rates at the middle of each bin, in counts per bin", writeRates),
];

function pynapple(content: string, type: string, detail: string, write: Exporter["write"]): Exporter {
  return {
    id: `pynapple:${content}`,
    title: `pynapple ${type}`,
    detail,
    fileType: "pynapple file",
    extensions: ["npz"],
    needs: ["bin_size"],
    write,
  };
}

/** The times of all spikes in order, and the neuron of each; n spikes of a bin lie at (bin + (k + 0.5) / n) * bin_size. */
async function writeSpikes(...[asked, sink, onProgress, signal]: Parameters<Exporter["write"]>): Promise<void> {
  const binSize = secondsOf(asked);
  // pynapple sorts the keys, but not the metadata.
  const neurons = asked.neurons.toSorted();
  const run = { ...asked, neurons };
  const counting = blocksOf(run, passOf(onProgress, 0, 3), signal);
  const { total, most } = await countSpikes(run, counting);
  checkPrecision(binSize, most);

  const archive = new ArrayArchive(sink);
  archive.texts("type", ["TsGroup"]);
  const times = new Float64Array(HELD);
  archive.begin("t", "<f8", [total]);
  for await (const block of blocksOf(run, passOf(onProgress, 1, 3), signal))
    addEvents(archive, run, block, times, (bin, share) => (bin + share) * binSize);
  archive.end();
  const keys = BigInt64Array.from(neurons, BigInt);
  const index = new BigInt64Array(HELD);
  archive.begin("index", "<i8", [total]);
  for await (const block of blocksOf(run, passOf(onProgress, 2, 3), signal))
    addEvents(archive, run, block, index, (_bin, _share, column) => keys[column]);
  archive.end();
  archive.numbers("keys", "<i8", [keys.length], keys);
  addSupport(archive, run, binSize);
  // Arrays of as many elements as there are neurons become metadata. `rate` is made by pynapple itself.
  const { names, groups } = chosenLabels(run);
  if (groups) archive.texts("group", groups);
  if (names) archive.texts("name", names);
  archive.finish();
}

async function countSpikes(
  run: ExportedRun,
  blocks: AsyncIterable<BinRange>,
): Promise<{ total: number; most: number }> {
  const { files, neurons } = run;
  let [total, most] = [0, 0];
  for await (const block of blocks)
    forEachChosen(files.spikes, run, block, (rows, first) => {
      for (let from = 0, bin = first; from < rows.length; from += neurons.length, bin++) {
        const before = total;
        for (let column = 0; column < neurons.length; column++) {
          const count = rows[from + column];
          checkCount(count, neurons[column], bin);
          total += count;
          most = Math.max(most, count);
        }
        if (total - before > MOST_IN_BIN)
          throw new RangeError(
            `bin ${bin} has ${total - before} spikes, too many for single times; choose another format`,
          );
      }
    });
  return { total, most };
}

/** Adds a value for each spike of some bins; the times of each bin ascend. */
function addEvents<Values extends Float64Array | BigInt64Array>(
  archive: ArrayArchive,
  run: ExportedRun,
  block: BinRange,
  held: Values,
  valueOf: (bin: number, share: number, column: number) => Values[number],
): void {
  let length = 0;
  const flush = (): void => {
    archive.add(held.subarray(0, length));
    length = 0;
  };
  forEachSpike(run, block, (bin, share, column) => {
    held[length++] = valueOf(bin, share, column);
    if (length === held.length) flush();
  });
  flush();
}

/** Visits the spikes of some bins in the order of their times; `share` of the bin is over at each. */
function forEachSpike(
  run: ExportedRun,
  block: BinRange,
  visit: (bin: number, share: number, column: number) => void,
): void {
  const { files, neurons } = run;
  forEachChosen(files.spikes, run, block, (rows, first) => {
    for (let from = 0, bin = first; from < rows.length; from += neurons.length, bin++) {
      const spikes: { share: number; column: number }[] = [];
      for (let column = 0; column < neurons.length; column++) {
        const count = rows[from + column];
        for (let k = 0; k < count; k++) spikes.push({ share: (k + 0.5) / count, column });
      }
      spikes.sort((a, b) => a.share - b.share);
      for (const { share, column } of spikes) visit(bin, share, column);
    }
  });
}

/** Rates at the middle of their bins, where `TsGroup.count` puts its counts. */
async function writeRates(...[run, sink, onProgress, signal]: Parameters<Exporter["write"]>): Promise<void> {
  const binSize = secondsOf(run);
  checkPrecision(binSize, 1);
  const { neurons, range } = run;
  const archive = new ArrayArchive(sink);
  archive.begin("t", "<f8", [range.end - range.start]);
  for await (const { start, end } of blocksOf(run, () => undefined, signal))
    archive.add(Float64Array.from({ length: end - start }, (_, at) => (start + at + 0.5) * binSize));
  archive.end();
  await archive.rows("d", "rates", run, onProgress, signal);
  addSupport(archive, run, binSize);
  archive.numbers("columns", "<i8", [neurons.length], BigInt64Array.from(neurons, BigInt));
  archive.texts("type", ["TsdFrame"]);
  const { names, groups } = chosenLabels(run);
  const metadata = { ...(groups && { group: groups }), ...(names && { name: names }) };
  // A TsdFrame takes metadata from nothing but a pickle.
  if (names || groups) archive.file("_metadata", npyHeader("|O", []), pickledArray(metadata));
  archive.finish();
}

function addSupport(archive: ArrayArchive, { range }: ExportedRun, binSize: number): void {
  archive.numbers("start", "<f8", [1], Float64Array.of(range.start * binSize));
  archive.numbers("end", "<f8", [1], Float64Array.of(range.end * binSize));
}

/** Throws RangeError where there is no time at all, which pynapple cannot express. */
function secondsOf({ binSize, range }: ExportedRun): number {
  if (range.start >= range.end) throw new RangeError("pynapple has no objects without time, and there are no bins yet");
  if (binSize === null) throw new RangeError("times need the seconds of a bin");
  return binSize;
}

function checkPrecision(binSize: number, most: number): void {
  if (binSize / (2 * Math.max(1, most)) < PRECISION)
    throw new RangeError(
      `pynapple keeps nanoseconds, which cannot hold ${most} spikes in a bin of ${binSize} s; choose another format`,
    );
}
