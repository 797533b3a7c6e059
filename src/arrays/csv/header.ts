import { ArrayFileError } from "../errors";
import { cellsOf, isNumber, kindOfCell, type Separator } from "./cells";
import type { TextLine } from "./lines";

/** A line of column names above the numbers. */
export interface CsvHeader {
  /** First number of an index column that has no name; null without such a column. */
  readonly indexFrom: 0 | 1 | null;
}

/** How to_csv and write.csv omit the index. */
const WITHOUT_INDEX = "to_csv(…, index=False); in R, write.csv(…, row.names = FALSE)";

/**
 * Decides whether the first line is a header, from itself and the line below; null for numbers (or what should be
 * numbers). A header has names and no numbers; only pandas writes 0, 1, 2, … as names, with an empty cell or `index`
 * above the index. Throws ArrayFileError where it is unclear what the first column is.
 */
export function headerOf(first: TextLine, second: string, separator: Separator): CsvHeader | null {
  const cells = cellsOf(first.text, separator);
  if (cells.every(isNumber)) return null;
  const below = cellsOf(second, separator);
  const indexFrom = below[0] === "0" ? 0 : below[0] === "1" ? 1 : null;
  const kinds = cells.map(kindOfCell);
  const numbers = cells.filter((_, i) => kinds[i] === "number" || kinds[i] === "spelled");
  if (numbers.length > 0 ? !isCountOfPandas(cells, numbers, indexFrom) : !kinds.includes("name")) return null;
  if (cells[0] === "" && cells[1] === "") {
    throw new ArrayFileError(
      `line ${first.line} has no names for the first two columns, as of an index of two levels; leave it out (${WITHOUT_INDEX})`,
    );
  }
  const isShort = below.length === cells.length + 1 && (cells.length > 1 || first.text.includes('"'));
  if (cells[0] !== "" && !isShort) return { indexFrom: null };
  if (indexFrom === null && kindOfCell(below[0]) === "number") {
    throw new ArrayFileError(
      `the first column has no name in line ${first.line}, as an index has, but it does not count 0, 1, 2, …; leave it out (${WITHOUT_INDEX}) or name it`,
    );
  }
  return { indexFrom };
}

/** `,0,1,2` above an index column, or `index,0,1,2`. */
function isCountOfPandas(
  [corner, ...rest]: readonly string[],
  numbers: readonly string[],
  indexFrom: number | null,
): boolean {
  if (rest.length !== numbers.length || !isCount(numbers)) return false;
  return corner === "" ? indexFrom !== null : /^(?:index|level_0|Unnamed: 0)$/.test(corner);
}

/** Whether cells are 0, 1, 2, … or 1, 2, 3, … */
export function isCount(cells: readonly string[], from = cells[0] === "1" ? 1 : 0): boolean {
  return cells.every((cell, i) => cell === String(from + i));
}
