import type { Separator } from "./cells";
import { isCount } from "./header";

const INTEGER = /^[+-]?\d+$/;
/** Could be 1234 in English or 1.234 in German. */
const THOUSANDS = /^[+-]?[1-9]\d{0,2},\d{3}$/;
/** Integers counting up to at least this many are treated as names even where all numbers are integers. */
const MANY = 3;

/** Watches a file's numbers for signs that they mean something else. They are read as they are, with a warning. */
export class Suspicions {
  private rows = 0;
  private columns = 0;
  private firstLineCounts = false;
  private firstColumnFrom: 0 | 1 | null = null;
  private hasFractionBelow = false;
  private hasIntegerBelow = false;
  private hasZeroBelow = false;
  private hasOtherBelow = false;
  private continuesCounting = true;
  private hasFractionRight = false;
  private paddedLine: number | null = null;
  private commas = 0;
  private thousands = 0;

  constructor(
    private readonly separator: Separator,
    private readonly hasHeader: boolean,
  ) {}

  /** The cells of a line, without its index. */
  row(cells: readonly string[], line: number): void {
    if (this.rows === 0) this.firstRow(cells);
    else this.laterRow(cells);
    if (this.firstColumnFrom !== null && cells[0] !== String(this.firstColumnFrom + this.rows))
      this.firstColumnFrom = null;
    if (this.firstColumnFrom !== null && !this.hasFractionRight)
      this.hasFractionRight = cells.some((cell, i) => i > 0 && !INTEGER.test(cell));
    if (this.separator === "," && cells.length === 2 && /^0\d/.test(cells[1])) this.paddedLine ??= line;
    this.rows++;
  }

  commaNumber(cell: string): void {
    this.commas++;
    if (THOUSANDS.test(cell)) this.thousands++;
  }

  /** `blankLines`: number of empty lines between numbers. */
  warnings(blankLines: number): string[] {
    const warnings = [
      this.firstLineIsSuspect() &&
        "its first line counts 0, 1, 2, … as a header does that pandas writes, but is read as numbers; if it is one, leave it out (header=False)",
      this.firstColumnIsSuspect() &&
        `its first column counts ${this.firstColumnFrom}, ${Number(this.firstColumnFrom) + 1}, … as an index does, but is read as numbers; if it is one, leave it out (index=False)`,
      this.commas > 0 &&
        this.commas === this.thousands &&
        "each of its commas has three digits behind it, and is read as a decimal mark; if they separate thousands, write the numbers without them",
      this.paddedLine !== null &&
        `line ${this.paddedLine} has a second number that begins with 0: if the comma is a decimal mark, write a point, or separate the columns by ;`,
      blankLines > 0 &&
        this.columns === 1 &&
        `${blankLines === 1 ? "an empty line stands" : `${blankLines} empty lines stand`} between its numbers and ${blankLines === 1 ? "is" : "are"} passed over; if a number is missing there, the ones behind it have moved up`,
    ];
    return warnings.filter((warning) => warning !== false);
  }

  private firstRow(cells: readonly string[]): void {
    this.columns = cells.length;
    this.firstLineCounts = !this.hasHeader && isCount(cells, 0);
    if (cells.length > 1) this.firstColumnFrom = cells[0] === "0" ? 0 : cells[0] === "1" ? 1 : null;
  }

  private laterRow(cells: readonly string[]): void {
    if (!this.firstLineCounts) return;
    if (this.continuesCounting) this.continuesCounting = isCount(cells, this.rows * this.columns);
    for (const cell of cells) {
      if (INTEGER.test(cell)) this.hasIntegerBelow = true;
      else this.hasFractionBelow = true;
      if (cell === "0") this.hasZeroBelow = true;
      else if (cell !== "1") this.hasOtherBelow = true;
    }
  }

  private firstLineIsSuspect(): boolean {
    if (!this.firstLineCounts || this.rows < 2 || this.continuesCounting) return false;
    // A single 0 counts as a number when the others are of its kind.
    if (this.columns === 1) return this.hasFractionBelow ? !this.hasIntegerBelow : !this.hasZeroBelow;
    return this.columns >= MANY || this.hasOtherBelow;
  }

  private firstColumnIsSuspect(): boolean {
    if (this.firstColumnFrom === null || this.rows < 2) return false;
    return this.hasFractionRight || (this.firstColumnFrom === 0 && this.rows >= MANY);
  }
}
