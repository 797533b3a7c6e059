import { freemem, platform, totalmem } from "node:os";
import type { Dimensions, ReadingNeed } from "../config/types";
import { freeBytes } from "../files/space";
import { blockOf, MOST_FILTER_BYTES } from "../kernel";
import { bytes, plural, whole } from "../text/numbers";
import type { ResourceEstimate } from "./messages";
import { mostBinsPerBlock } from "./pace";
import { SUMMARY_SIZES } from "../runs/layout";
import { MOST_FEEDFORWARD_COPIED, MOST_FEEDFORWARD_HELD } from "../runs/write/inputs";
import { SUMMARY_FIELDS } from "../runs/summaries/summary";

const FLOAT = 4;
/** Memory of a process without arrays. */
const PROCESS_BYTES = 80e6;
/** Manifest (and its reserve), repeat.py, headers, config. */
const SMALL_FILES = 100e3;

/**
 * Estimates what a run of these dimensions needs and what is available at `folder`. `reading`: what reading its config needs in
 * addition. Throws FileError if the free disk space is unknown.
 */
export function estimateResources(dimensions: Dimensions, reading: ReadingNeed, folder: string): ResourceEstimate {
  const { nNeurons, nTimeBins } = dimensions;
  const diskAvailable = freeBytes(folder);
  const diskBytes = (bins: number): number =>
    diskOf({ ...dimensions, nTimeBins: bins }) + reading.diskBytes * (bins / nTimeBins);
  return {
    nNeurons,
    nTimeBins,
    memoryBytes: memoryOf(dimensions) + reading.memoryBytes,
    diskBytes: diskBytes(nTimeBins),
    memoryAvailable: memoryAvailable(),
    diskAvailable,
    binsThatFit: mostBins(nTimeBins, (bins) => diskBytes(bins) <= diskAvailable),
  };
}

/** The most bins, up to `nTimeBins`, that fit; 0 if not even one does. */
function mostBins(nTimeBins: number, fits: (bins: number) => boolean): number {
  let [most, tooMany] = fits(nTimeBins) ? [nTimeBins, nTimeBins] : [0, nTimeBins];
  while (most + 1 < tooMany) {
    const middle = Math.floor((most + tooMany) / 2);
    if (fits(middle)) most = middle;
    else tooMany = middle;
  }
  return most;
}

/** Why a run does not fit, with the numbers; null if it does. */
export function shortage({
  nNeurons,
  nTimeBins,
  memoryBytes,
  diskBytes,
  memoryAvailable,
  diskAvailable,
  binsThatFit,
}: ResourceEstimate): string | null {
  const run = `${plural(nNeurons, "neuron")} × ${plural(nTimeBins, "bin")}`;
  if (diskBytes > diskAvailable) {
    const remedy =
      binsThatFit > 0 ? `, or simulate fewer bins (${whole(binsThatFit)} would fit)` : "; not even one bin would fit";
    return `${run} need ${bytes(diskBytes)} of disk, and ${bytes(diskAvailable)} are free. Free some or choose another folder for runs${remedy}.`;
  }
  if (memoryBytes > memoryAvailable) {
    return `${run} need ${bytes(memoryBytes)} of memory, and ${bytes(memoryAvailable)} are available. Close other programs, or simulate fewer neurons (memory does not depend on the number of bins).`;
  }
  return null;
}

/**
 * The kernel keeps a second, rearranged copy of the float32 coefficients, and of the window's history. Blocks are bounded, so that
 * memory does not grow with the number of bins; a block of feedforward input has a few copies.
 */
function memoryOf({ nNeurons, windowSize, nBasisFuncs, nFeatures, nTimeBins }: Dimensions): number {
  const pairs = nNeurons * nNeurons;
  const coefficients = pairs * nBasisFuncs + windowSize * nBasisFuncs + nNeurons * (1 + nFeatures);
  const history = windowSize * nNeurons;
  const block = Math.min(mostBinsPerBlock(nNeurons), nTimeBins) * nNeurons * 2;
  const input = Math.min(blockOf({ nNeurons, nFeatures }), nTimeBins) * nNeurons * nFeatures;
  const feedforward = nTimeBins * nNeurons * nFeatures * FLOAT;
  return (
    PROCESS_BYTES +
    coefficients * 2 * FLOAT +
    history * 4 * FLOAT +
    block * 2 * FLOAT +
    Math.min(MOST_FILTER_BYTES, pairs * windowSize * FLOAT) +
    input * 3 * FLOAT +
    (feedforward <= MOST_FEEDFORWARD_HELD ? feedforward : 0)
  );
}

function diskOf({ nNeurons, windowSize, nBasisFuncs, nFeatures, nTimeBins }: Dimensions): number {
  const blocks = SUMMARY_SIZES.reduce((sum, size) => sum + Math.ceil(nTimeBins / size), 0);
  const inputs = nNeurons * (nNeurons * nBasisFuncs + nFeatures + 1 + windowSize) + windowSize * nBasisFuncs;
  const feedforward = nTimeBins * nNeurons * nFeatures * FLOAT;
  return (
    nTimeBins * nNeurons * 2 * FLOAT + // spikes, rates
    nTimeBins * 2 * FLOAT + // population
    blocks * nNeurons * SUMMARY_FIELDS * FLOAT +
    inputs * FLOAT +
    (feedforward > MOST_FEEDFORWARD_COPIED ? 0 : feedforward) +
    SMALL_FILES
  );
}

/**
 * Available memory in bytes: what the system reports, within a container's limit. macOS counts memory as used that it
 * would free at once, so there a fraction of the total is taken.
 */
function memoryAvailable(): number {
  const system = platform() === "darwin" ? 0.8 * totalmem() : freemem();
  const bound = process.constrainedMemory();
  return bound > 0 && bound < totalmem() ? Math.min(system, bound - process.memoryUsage.rss()) : system;
}
