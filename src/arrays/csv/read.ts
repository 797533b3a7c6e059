import type { ByteSource } from "../ndarray";
import { ArrayFileError } from "../errors";
import { encodingOf } from "../../text/decode";
import { cellsOf, isCommaNumber, isNumber, notNumber, numberOf, separatorOf, type Separator } from "./cells";
import { headerOf, type CsvHeader } from "./header";
import { textLines, type TextLine } from "./lines";
import { Suspicions } from "./suspicions";

/** How a file of numbers is laid out. */
export interface CsvLayout {
  readonly encoding: "utf-8" | "utf-16";
  readonly separator: Separator;
  readonly decimalMark: "." | ",";
  /** Lines skipped besides comments and empty lines, counted from 1: a header, Excel's separator hint. */
  readonly passedOver: readonly number[];
  /** Whether the first cell of each line is an index. */
  readonly hasIndex: boolean;
}

/** What a scan of the whole file found. */
export interface CsvTable {
  readonly shape: readonly [rows: number, columns: number];
  readonly layout: CsvLayout;
  /** What the user should know about how the file was read. */
  readonly warnings: readonly string[];
}

/** Receives a row's numbers; the array is reused for the next row. */
export type OnRow = (values: Float64Array, row: number) => void;

/**
 * Scans a text file of numbers, holding a megabyte at a time. Cells are separated by semicolons, tabs, commas or
 * blanks; with semicolons or tabs, commas are decimal marks. Empty lines and lines that start with # are skipped; so
 * are a line of names and an index as pandas and R write them, with a warning. Throws ArrayFileError with line and
 * column of the first cell that is not a number, or of a line of another length.
 */
export function scanCsv(source: ByteSource, onRow: OnRow = () => undefined): CsvTable {
  const scan = new Scan(onRow);
  for (const line of textLines(source)) scan.line(line);
  return scan.end(source.size > 1 && encodingOf(source.read(0, 2)) !== "utf-8" ? "utf-16" : "utf-8");
}

/** Spreadsheet errors are not comments: `#N/A`, `#DIV/0!`, `#NAME?`. */
const SHEET_ERROR = /^#(?:N\/A|NA|NV|[^\s,;]*[!?])\s*(?:[,;\t]|$)/;
/** Excel's hint about the separator. */
const HINT = /^"?sep=([,;\t])"?$/i;

class Scan {
  private separator: Separator | null = null;
  private first: TextLine | null = null;
  private header: CsvHeader | null = null;
  private suspicions: Suspicions | null = null;
  private values = new Float64Array(0);
  private rows = 0;
  private decimalMark: "." | "," | null = null;
  private blankLines = 0;
  private blankBetween = 0;
  private readonly passedOver: number[] = [];

  constructor(private readonly onRow: OnRow) {}

  line(line: TextLine): void {
    const text = line.text.trim();
    const mayBeTabs = this.separator === "\t" || (this.first?.text.includes("\t") ?? false);
    if (text === "" && !(mayBeTabs && line.text.includes("\t"))) {
      if (this.first !== null) this.blankLines++;
      return;
    }
    if (text.startsWith("#") && !SHEET_ERROR.test(text)) return;
    if (this.suspicions) return this.row(line);
    const hint = this.first === null && this.separator === null ? HINT.exec(text) : null;
    if (hint) {
      this.separator = hint[1] as Separator;
      this.passedOver.push(line.line);
    } else if (this.first === null) this.first = line;
    else {
      this.start(this.first, line.text);
      this.row(line);
    }
  }

  end(encoding: CsvLayout["encoding"]): CsvTable {
    if (!this.suspicions && this.first) this.start(this.first, undefined);
    if (!this.suspicions || this.rows === 0) throw new ArrayFileError("the file holds no numbers");
    const { header, passedOver } = this;
    const hasIndex = header !== null && header.indexFrom !== null;
    const indexWarning =
      "its first column counts and has no name: it is left out as an index, and so is the line of names (index=False writes no index)";
    return {
      shape: [this.rows, this.values.length],
      layout: {
        encoding,
        separator: this.separator ?? " ",
        decimalMark: this.decimalMark ?? ".",
        passedOver,
        hasIndex,
      },
      warnings: [...(hasIndex ? [indexWarning] : []), ...this.suspicions.warnings(this.blankBetween)],
    };
  }

  /** The first two lines determine how to read the rest. */
  private start(first: TextLine, second: string | undefined): void {
    this.separator ??= separatorOf(first.text, second);
    this.header = headerOf(first, second ?? "", this.separator);
    this.suspicions = new Suspicions(this.separator, this.header !== null);
    if (!this.header) return this.row(first);
    this.passedOver.push(...first.text.split("\n").map((_, i) => first.line + i));
    this.blankLines = 0;
  }

  private row({ line, text }: TextLine): void {
    const cells = cellsOf(text, this.separator ?? " ");
    const index = this.header?.indexFrom ?? null;
    const skipped = index === null ? 0 : 1;
    const length = cells.length - skipped;
    if (this.rows === 0) this.values = new Float64Array(Math.max(0, length));
    const { values } = this;
    for (let i = skipped; i < cells.length; i++) {
      const value = this.number(cells[i], line, i);
      if (i - skipped < values.length) values[i - skipped] = value;
    }
    if (length !== values.length)
      throw new ArrayFileError(`line ${line} is ${length} numbers long, the lines before it ${values.length}`);
    if (index !== null && cells[0] !== String(index + this.rows)) {
      throw new ArrayFileError(
        `line ${line}: the first column has no name, as an index has, and counts ${index}, ${index + 1}, … only until here; leave it out (index=False) or name it`,
      );
    }
    this.suspicions?.row(skipped ? cells.slice(1) : cells, line);
    this.blankBetween += this.blankLines;
    this.blankLines = 0;
    this.onRow(values, this.rows++);
  }

  private number(cell: string, line: number, column: number): number {
    const mayHaveComma = this.separator === ";" || this.separator === "\t";
    const isComma = mayHaveComma && isCommaNumber(cell);
    if (!isComma && !isNumber(cell))
      throw new ArrayFileError(
        `line ${line}, column ${column + 1}: ${notNumber(cell, this.rows === 0 && !this.header)}`,
      );
    if (!mayHaveComma) return numberOf(cell);
    const mark = isComma ? "," : cell.includes(".") ? "." : this.decimalMark;
    if (this.decimalMark !== null && mark !== this.decimalMark) {
      throw new ArrayFileError(
        `line ${line}, column ${column + 1}: "${cell}" has another decimal mark than the numbers before it; write a point everywhere`,
      );
    }
    this.decimalMark = mark;
    if (!isComma) return numberOf(cell);
    this.suspicions?.commaNumber(cell);
    return numberOf(cell.replace(",", "."));
  }
}
