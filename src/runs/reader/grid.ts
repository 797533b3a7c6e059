import type { BinRange, Columns } from "../../protocol/queries";
import { SUMMARY_FIELDS } from "../summary";
import type { Level } from "./run-files";

/** Elements that one answer may read, 50 MB: a tenth of a second from a slow disk. Above that, larger blocks are read instead. */
export const READ_LIMIT = 3 << 22;
/** Columns are rounded to whole blocks from this many blocks a column on; below, rounding would cost too much resolution. */
const BLOCKS_PER_COLUMN = 4;

/** Columns over a range, and the levels that may be read for them: those whose blocks never straddle two columns. */
export interface Grid extends Columns {
  /** The bin after the last column's last one. */
  readonly end: number;
  readonly levels: readonly Level[];
}

/** What a grid is laid over. */
export interface Extent {
  readonly bins: number;
  /** Elements of a row of bins that are read. */
  readonly nNeurons: number;
  /** Largest first. */
  readonly levels: readonly Level[];
}

/**
 * At most `columns` columns that cover a range, which lies within the bins that exist. They start at whole multiples of their
 * width, so that they stay what they are while one pans. They are as narrow as can be read quickly.
 */
export function layGrid(range: BinRange, columns: number, { bins, nNeurons, levels }: Extent): Grid {
  const length = range.end - range.start;
  if (length <= 0) return { start: range.start, end: range.start, binsPerColumn: 1, nColumns: 0, levels: [] };
  if (columns <= 1) return { ...range, binsPerColumn: length, nColumns: 1, levels };
  const finest = length / columns;
  const smallestFirst = [...levels].reverse();
  const worthwhile = smallestFirst.filter(({ size }) => finest >= BLOCKS_PER_COLUMN * size).at(-1);
  const quick = length * nNeurons <= READ_LIMIT ? null : smallestFirst.find(({ size, blocks }) => blocks > 0 && cost(length, nNeurons, size) <= READ_LIMIT);
  const unit = Math.max(worthwhile?.size ?? 1, quick === null ? 1 : (quick?.size ?? smallestFirst.at(-1)?.size ?? 1));
  const binsPerColumn = columnWidth(range, columns, unit);
  const start = Math.floor(range.start / binsPerColumn) * binsPerColumn;
  const nColumns = Math.ceil((range.end - start) / binsPerColumn);
  const end = Math.min(start + nColumns * binsPerColumn, bins);
  return { start, end, binsPerColumn, nColumns, levels: levels.filter(({ size }) => binsPerColumn % size === 0) };
}

/** Every bin a column of its own. */
export function everyBin(range: BinRange): Grid {
  return { ...range, binsPerColumn: 1, nColumns: Math.max(0, range.end - range.start), levels: [] };
}

function cost(length: number, nNeurons: number, size: number): number {
  return (length / size) * nNeurons * SUMMARY_FIELDS;
}

/** The narrowest width, in whole units, at which the aligned columns over the range are not too many. */
function columnWidth({ start, end }: BinRange, columns: number, unit: number): number {
  const width = Math.ceil((end - start) / columns / unit) * unit;
  const needed = Math.ceil(end / width) - Math.floor(start / width);
  return needed <= columns ? width : Math.ceil((end - start) / (columns - 1) / unit) * unit;
}
