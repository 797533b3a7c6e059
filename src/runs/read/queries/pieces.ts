import type { BinRange } from "../../../protocol/queries";
import type { SummaryLevel } from "../run-files";

/** Consecutive rows to read: blocks `first` to `end` of a level, or bins themselves where `level` is null. */
export interface Piece {
  readonly level: SummaryLevel | null;
  readonly first: number;
  readonly end: number;
}

/**
 * The fewest rows that cover a range of bins exactly: the largest full blocks inside, smaller ones at its edges, bins at the
 * edges of those. `levels` come largest first; blocks that a level does not (yet) hold are read from smaller ones.
 */
export function piecesOf({ start, end }: BinRange, levels: readonly SummaryLevel[]): Piece[] {
  if (start >= end) return [];
  const [level, ...smaller] = levels;
  if (!level) return [{ level: null, first: start, end }];
  const first = Math.ceil(start / level.size);
  const last = Math.min(Math.floor(end / level.size), level.blocks);
  if (last <= first) return piecesOf({ start, end }, smaller);
  return [
    ...piecesOf({ start, end: first * level.size }, smaller),
    { level, first, end: last },
    ...piecesOf({ start: last * level.size, end }, smaller),
  ];
}
