import type { BinRange, Columns } from "../../../protocol/queries";
import { SUMMARY_FIELDS } from "../../summaries/summary";
import type { SummaryLevel } from "../run-files";

/** Most elements that an answer reads, 50 MB: 0.1 s from a slow disk. Above that, larger blocks are read instead. */
export const READ_LIMIT = 3 << 22;
/** Where larger blocks would leave fewer columns than this, an answer may read that many times more. */
const FEW_COLUMNS = 128;
const PATIENCE = 4;
/** Raster and rates read the same summary, and only the first of them waits for the disk. */
const SHARED_BY = 2;
/** With at least this many blocks a column, columns are rounded to whole blocks; with fewer, resolution would suffer. */
const BLOCKS_PER_COLUMN = 4;

/** Columns over a range, and the levels that may be read for them: those whose blocks never straddle two columns. */
export interface Grid extends Columns {
  /** The bin after the last column's last one. */
  readonly end: number;
  readonly levels: readonly SummaryLevel[];
}

/** What a grid is laid over. */
export interface Extent {
  readonly bins: number;
  readonly nNeurons: number;
  /** Elements read for a bin, or work that takes as long; one for each neuron when left out. */
  readonly binCost?: number;
  /** Largest first. */
  readonly levels: readonly SummaryLevel[];
}

/**
 * At most `columns` columns that cover a range, which lies within the bins that exist. They start at whole multiples of their
 * width, so that they stay what they are while one pans. They are as narrow as can be read quickly.
 */
export function layGrid(
  range: BinRange,
  columns: number,
  { bins, nNeurons, binCost = nNeurons, levels }: Extent,
): Grid {
  const length = range.end - range.start;
  if (length <= 0) return { start: range.start, end: range.start, binsPerColumn: 1, nColumns: 0, levels: [] };
  if (columns <= 1) return { ...range, binsPerColumn: length, nColumns: 1, levels };
  const unit = Math.max(worthwhileUnit(length / columns, levels), quickUnit(length, binCost, nNeurons, levels));
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

/** The largest blocks that columns of so many bins can be rounded to. */
function worthwhileUnit(binsPerColumn: number, levels: readonly SummaryLevel[]): number {
  return levels.find(({ size }) => binsPerColumn >= BLOCKS_PER_COLUMN * size)?.size ?? 1;
}

/** The smallest blocks, or single bins, that can be read quickly over a range of this length. */
function quickUnit(length: number, binCost: number, nNeurons: number, levels: readonly SummaryLevel[]): number {
  const smallestFirst = levels.filter(({ blocks }) => blocks > 0).reverse();
  const units = [
    { size: 1, cost: length * binCost },
    ...smallestFirst.map(({ size }) => ({ size, cost: ((length / size) * nNeurons * SUMMARY_FIELDS) / SHARED_BY })),
  ];
  const quick = units.find(({ cost }, at) => {
    const next = units[at + 1];
    return !next || cost <= (length / next.size < FEW_COLUMNS ? PATIENCE : 1) * READ_LIMIT;
  });
  return quick?.size ?? 1;
}

/** The narrowest width, in whole units, at which the aligned columns over the range are not too many. */
function columnWidth({ start, end }: BinRange, columns: number, unit: number): number {
  const width = Math.ceil((end - start) / columns / unit) * unit;
  const needed = Math.ceil(end / width) - Math.floor(start / width);
  return needed <= columns ? width : Math.ceil((end - start) / (columns - 1) / unit) * unit;
}
