import { setImmediate as eventLoop } from "node:timers/promises";
import { FortranWindow } from "../../arrays/npy/fortran";
import { sizeOf } from "../../arrays/ndarray";
import { readNpyElements, type NpyHeader } from "../../arrays/npy/npy";
import { Spool } from "../../files/spool";
import { givenFeedforward, NAME, type ArraySizes } from "../feedforward";
import { indexOf, notFinite } from "../sources/finite";
import type { GivenArray, Pass } from "../sources/given";
import type { CheckedFeedforward } from "../types";

/** Elements checked at a time. */
const SCANNED_AT_ONCE = 1 << 20;
/** Input without random access is held in memory up to this many bytes; larger input goes to a temporary file. */
export const MOST_HELD = 16e6;

export interface OrderOptions {
  /** Folder for a temporary file; null if the input is only checked, not read afterwards. */
  readonly spoolIn: string | null;
  /** Aborting rejects. */
  readonly signal?: AbortSignal;
}

/**
 * Looks through all of a feedforward input that comes from a file once, so that what is damaged or not finite stops a run before its first
 * bin. What cannot be read from the middle (compressed, text) is brought into a file that can on the way, in memory that does not grow
 * with it; the source that is returned is then to be closed. Rejects with
 * SourceError, or FileError where the temporary file cannot be written.
 */
export async function orderFeedforward(
  given: GivenArray,
  sizes: ArraySizes,
  options: OrderOptions,
): Promise<CheckedFeedforward> {
  if (given.pass) return passThrough(given, given.pass, sizes, options);
  const source = givenFeedforward(given, sizes);
  given.verify?.();
  const step = Math.max(1, Math.floor(SCANNED_AT_ONCE / Math.max(1, sizes.nNeurons * sizes.nFeatures)));
  for (let first = 0; first < sizes.nTimeBins; first += step) {
    source.read(first, Math.min(step, sizes.nTimeBins - first));
    await eventLoop();
    options.signal?.throwIfAborted();
  }
  return source;
}

/** Bytes of the copy of an input, in memory or in a temporary file; 0 if it is read in place. */
export function spoolBytes(given: GivenArray, sizes: ArraySizes): { readonly memory: number; readonly disk: number } {
  const bytes = given.pass && given.shape ? 4 * spooled(given.shape, given.pass, sizes) : 0;
  return bytes > MOST_HELD ? { memory: 0, disk: bytes } : { memory: bytes, disk: 0 };
}

/** How many numbers are kept; of an input in C order only those of the first T bins. */
function spooled(
  shape: readonly number[],
  { fortranOrder }: Pass,
  { nTimeBins, nNeurons, nFeatures }: ArraySizes,
): number {
  return fortranOrder ? sizeOf(shape) : nTimeBins * nNeurons * nFeatures;
}

async function passThrough(
  given: GivenArray,
  pass: Pass,
  sizes: ArraySizes,
  { spoolIn, signal }: OrderOptions,
): Promise<CheckedFeedforward> {
  // Input from a file has a shape, which is checked before anything is written.
  const { shape } = given as { shape: readonly number[] };
  givenFeedforward(given, sizes);
  const length = spooled(shape, pass, sizes);
  const spool = spoolIn === null ? null : Spool.of(length, MOST_HELD / 4, spoolIn);
  let diskError: unknown;
  try {
    await pass.run((values, first) => {
      signal?.throwIfAborted();
      const kept = values.subarray(0, Math.max(0, length - first));
      checkPiece(kept, first, shape, pass, sizes.nTimeBins);
      try {
        spool?.append(kept);
      } catch (error) {
        diskError = error;
        throw error;
      }
    });
  } catch (error) {
    spool?.close();
    // A full disk is not the input's fault.
    throw diskError ?? error;
  }
  if (!spool) return givenFeedforward(given, sizes);
  const { fortranOrder } = pass;
  const header: NpyHeader = {
    shape: fortranOrder ? shape : [sizes.nTimeBins, ...shape.slice(1)],
    dtype: "<f4",
    itemSize: 4,
    fortranOrder,
    dataOffset: 0,
    excess: 0,
  };
  const window = new FortranWindow(header);
  const width = sizeOf(shape.slice(1));
  const read = (first: number, count: number): Float32Array =>
    fortranOrder ? window.read(spool, first, count) : readNpyElements(spool, header, first * width, count * width);
  return {
    nTimeBins: sizes.nTimeBins,
    nNeurons: sizes.nNeurons,
    nFeatures: sizes.nFeatures,
    read,
    close: () => spool.close(),
  };
}

/** Throws SourceError with the index of the first number in the first T bins that is not finite as float32. */
function checkPiece(
  values: Float32Array | Float64Array,
  first: number,
  shape: readonly number[],
  { fortranOrder }: Pass,
  nTimeBins: number,
): void {
  for (let i = 0; i < values.length; i++) {
    const rounded = Math.fround(values[i]);
    // Only NaN and the infinities differ from themselves less themselves.
    if (rounded - rounded === 0) continue;
    const index = fortranOrder ? indexOf(first + i, shape.toReversed()).reverse() : indexOf(first + i, shape);
    if (index[0] < nTimeBins) throw notFinite(NAME, index, values[i]);
  }
}
