import { sizeOf } from "../arrays/ndarray";
import { spoolBytes } from "./shapes/order";
import type { Outline } from "./analyse";
import type { FilledSlot } from "./slots";
import type { Dimensions, ReadingNeed } from "./types";

/** Memory for checking a feedforward input block by block, with some blocks not yet garbage-collected. */
const BLOCKS = 30e6;

/** What reading a config needs in addition to the arrays that its run keeps. */
export function readingNeed({ arrays }: Pick<Outline, "arrays">, dimensions: Dimensions | null): ReadingNeed {
  const input = arrays.find(isInput);
  const others = arrays.filter((slot) => !isInput(slot));
  // Texts stay in memory until all is read; files are read one after the other.
  const texts = arrays.reduce((sum, { given }) => sum + (given.file ? 0 : (given.memory ?? 0)), 0);
  const files = Math.max(0, ...others.filter(({ given }) => given.file).map(({ given }) => given.memory ?? 0));
  const fitsFilters = arrays.some(({ path }) => path.at(-1) === "filters");
  const numbers = input && !input.given.file && Array.isArray(input.source) ? 4 * sizeOf(input.given.shape ?? []) : 0;
  const spool = input && dimensions ? spoolBytes(input.given, dimensions) : { memory: 0, disk: 0 };
  const blocks = input?.given.file ? BLOCKS : 0;
  return {
    memoryBytes:
      texts + files + numbers + spool.memory + blocks + (fitsFilters && dimensions ? filterBytes(dimensions) : 0),
    diskBytes: spool.disk,
  };
}

/** Filters to fit are read as float32, with one float64 sum per pair. */
function filterBytes({ nNeurons, windowSize }: Dimensions): number {
  return nNeurons * nNeurons * (4 * windowSize + 8);
}

function isInput({ argument }: FilledSlot): boolean {
  return argument === "feedforward_input";
}
