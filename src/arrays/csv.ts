import type { ByteSource, NdArray } from "./ndarray";
import { ArrayFileError } from "./errors";

/** Longest line that is searched for its end, so that a binary file is not taken for one endless line. */
const LONGEST_LINE = 1 << 26;
const CHUNK = 1 << 20;
/** What Python's float() reads, without its underscores. */
const NUMBER = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|nan|inf(?:inity)?)$/i;
const BYTE_ORDER_MARK = /^\ufeff/;

/**
 * The (rows, columns) of a .csv file, counted without keeping its numbers. Throws ArrayFileError when it holds none.
 * `readCsv` says which line is wrong when lines differ in length.
 */
export function readCsvShape(source: ByteSource): readonly [rows: number, columns: number] {
  let rows = 0;
  let columns = 0;
  for (const { cells } of numberLines(source)) {
    if (rows === 0) columns = cells().length;
    rows++;
  }
  return [rows, columns];
}

/**
 * Reads a .csv file of numbers as (rows, columns) float64. Cells are separated by commas, semicolons, tabs or blanks; empty lines
 * and lines that begin with # are passed over; a first line that is not numbers is a header.
 * Throws ArrayFileError with the line and the column of what is no number, or of a line of a different length.
 */
export function readCsv(source: ByteSource): NdArray<Float64Array> {
  const rows: number[][] = [];
  for (const { line, cells } of numberLines(source)) {
    const row = cells().map((cell, column) => {
      if (!NUMBER.test(cell)) throw new ArrayFileError(`line ${line}, column ${column + 1}: ${cell === "" ? "an empty cell" : `"${shorten(cell)}"`} is not a number`);
      return parse(cell);
    });
    if (rows.length > 0 && row.length !== rows[0].length) {
      throw new ArrayFileError(`line ${line} is ${row.length} numbers long, the lines before it ${rows[0].length}`);
    }
    rows.push(row);
  }
  const columns = rows[0].length;
  const data = new Float64Array(rows.length * columns);
  rows.forEach((row, i) => data.set(row, i * columns));
  return { data, shape: [rows.length, columns] };
}

interface NumberLine {
  /** Counted from 1. */
  readonly line: number;
  cells(): string[];
}

/** The lines that hold numbers: without the header, comments and empty lines. */
function* numberLines(source: ByteSource): Generator<NumberLine> {
  let separator: string | RegExp | null = null;
  let line = 0;
  let mayBeHeader = true;
  for (const raw of linesOf(source)) {
    line++;
    const text = raw.replace(BYTE_ORDER_MARK, "").trim();
    if (text === "" || text.startsWith("#")) continue;
    const split: string | RegExp = separator ?? separatorOf(text);
    const cells = (): string[] => text.split(split).map(unquote);
    if (mayBeHeader && !cells().some((cell) => NUMBER.test(cell))) {
      mayBeHeader = false;
      continue;
    }
    mayBeHeader = false;
    separator = split;
    yield { line, cells };
  }
  if (separator === null) throw new ArrayFileError("the file holds no numbers");
}

function separatorOf(line: string): string | RegExp {
  return [",", ";", "\t"].find((separator) => line.includes(separator)) ?? /\s+/;
}

function unquote(cell: string): string {
  const text = cell.trim();
  return text.length >= 2 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1).trim() : text;
}

function parse(cell: string): number {
  const value = Number(cell);
  if (!Number.isNaN(value)) return value;
  if (/nan/i.test(cell)) return NaN;
  return cell.startsWith("-") ? -Infinity : Infinity;
}

function shorten(cell: string): string {
  return cell.length > 24 ? `${cell.slice(0, 24)}…` : cell;
}

function* linesOf(source: ByteSource): Generator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for (let at = 0; at < source.size; at += CHUNK) {
    const text = decoder.decode(source.read(at, Math.min(CHUNK, source.size - at)), { stream: true });
    if (text.includes("\0")) throw new ArrayFileError("not a text file");
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    if (rest.length > LONGEST_LINE) throw new ArrayFileError(`a line is longer than ${LONGEST_LINE} characters`);
    yield* lines;
  }
  yield rest + decoder.decode();
}
