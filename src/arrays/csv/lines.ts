import type { ByteSource } from "../ndarray";
import { ArrayFileError } from "../errors";
import { decodeText, encodingOf, type TextEncoding } from "../../text/decode";

const NEWLINE = 0x0a;
/** Bytes read at a time; more only for a longer line. */
const CHUNK = 1 << 20;
/** Maximum length of a line, so that a binary file is not read as one endless line. */
const LONGEST_LINE = 1 << 26;
/** Maximum number of lines in a quoted cell. */
const MOST_QUOTED_LINES = 100;

/** A line of a text file; several when a quoted cell contains line breaks. */
export interface TextLine {
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
}

/**
 * The lines of a text file (UTF-8, or UTF-16 with a byte order mark), read a megabyte at a time. An open quote
 * continues the line until it is closed, except in comments (#). Throws ArrayFileError, with the place, when the file
 * is not text.
 */
export function* textLines(source: ByteSource): Generator<TextLine> {
  let open: { line: number; text: string; lines: number } | null = null;
  for (const { line, text } of plainLines(source)) {
    if (open === null) {
      if (opensQuote(text) && !text.trimStart().startsWith("#")) open = { line, text, lines: 1 };
      else yield { line, text };
      continue;
    }
    open.text += `\n${text}`;
    if (!opensQuote(text)) {
      if (++open.lines > MOST_QUOTED_LINES) throw unclosed(open.line);
      continue;
    }
    yield { line: open.line, text: open.text };
    open = null;
  }
  if (open !== null) throw unclosed(open.line);
}

/** Whether a line leaves a quote open, or closes one that an earlier line opened. */
function opensQuote(text: string): boolean {
  let quotes = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) quotes++;
  return quotes % 2 === 1;
}

function unclosed(line: number): ArrayFileError {
  return new ArrayFileError(`line ${line} opens a quote (") that is not closed`);
}

function* plainLines(source: ByteSource): Generator<TextLine> {
  const encoding = encodingOf(source.read(0, Math.min(2, source.size)));
  const ends = encoding === "utf-16le" ? [NEWLINE, 0] : encoding === "utf-16be" ? [0, NEWLINE] : [NEWLINE];
  let line = 0;
  let at = 0;
  for (let length = CHUNK; at < source.size;) {
    const bytes = source.read(at, Math.min(length, source.size - at));
    const isLast = at + bytes.length === source.size;
    const end = isLast ? bytes.length : lastEnd(bytes, ends);
    if (end === 0) {
      // The bytes so far contain no whole line: read more at a time.
      if (length >= LONGEST_LINE) throw new ArrayFileError(`line ${line + 1} is longer than ${LONGEST_LINE} bytes`);
      length *= 2;
      continue;
    }
    const lines = linesOf(bytes.subarray(0, end), encoding, line);
    if (!isLast) lines.pop();
    for (const text of lines) yield { line: ++line, text };
    at += end;
    length = CHUNK;
  }
}

/** The byte after the last complete line in `bytes`; 0 without one. */
function lastEnd(bytes: Uint8Array, ends: readonly number[]): number {
  const width = ends.length;
  const within = ends.indexOf(NEWLINE);
  for (let at = bytes.lastIndexOf(NEWLINE); at >= within; at = at === 0 ? -1 : bytes.lastIndexOf(NEWLINE, at - 1)) {
    const start = at - within;
    if (start % width === 0 && ends.every((byte, i) => bytes[start + i] === byte)) return start + width;
  }
  return 0;
}

function linesOf(bytes: Uint8Array, encoding: TextEncoding, before: number): string[] {
  const decoded = decodeText(bytes, encoding);
  if ("fault" in decoded) {
    const { line, column, message } = decoded.fault;
    throw new ArrayFileError(`line ${before + line}, column ${column}: ${message}`);
  }
  const { text } = decoded;
  return text.includes("\r") ? text.split(/\r\n|\n|\r/) : text.split("\n");
}
