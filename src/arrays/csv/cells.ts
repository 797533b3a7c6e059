/** Numbers as Python's float() reads them, but without underscores. Linear: no part can match in two ways. */
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const NOT_FINITE = /^([+-]?)(?:(nan)|inf(?:inity)?)$/i;
/** A number with a decimal comma. */
const COMMA_NUMBER = /^[+-]?(?:\d+,\d*|,\d+)(?:[eE][+-]?\d+)?$/;
/** How programs write a missing value; spreadsheet errors start with # in every language. */
const MISSING =
  /^(?:|[(<[]?(?:na|n\/a|n\.a\.|null|none|nil|nat|missing|undefined|void|empty)[)>\]]?|#.*|[-–—.?*]+)$/isu;
const TRUTH = /^(?:true|false|wahr|falsch|vrai|faux|verdadero|falso|vero)$/iu;
/** Words that can be part of a number: exponents, suffixes, non-finite values. */
const NUMBER_WORDS = /^(?:|[edqflxji]|nan|inf|infinity|ind|qnan|snan)$/i;
const LONGEST_SHOWN = 24;

/** What a cell holds: a plain number, a number in another spelling, no value, a word, or anything else. */
export type CellKind = "number" | "spelled" | "missing" | "name" | "other";

/** Whether the cell is a plain number. */
export function isNumber(cell: string): boolean {
  return NUMBER.test(cell) || NOT_FINITE.test(cell);
}

/** The value of a plain number. */
export function numberOf(cell: string): number {
  const value = Number(cell);
  if (!Number.isNaN(value)) return value;
  const [, sign, nan] = NOT_FINITE.exec(cell) ?? [];
  return nan !== undefined ? NaN : sign === "-" ? -Infinity : Infinity;
}

/** Whether the cell is a number with a decimal comma. */
export function isCommaNumber(cell: string): boolean {
  return COMMA_NUMBER.test(cell);
}

/** A name contains letters, does not start like a number, and does not mean a missing value. */
export function kindOfCell(cell: string): CellKind {
  if (isNumber(cell)) return "number";
  if (MISSING.test(cell)) return "missing";
  const plain = cell.normalize("NFKC");
  if (TRUTH.test(cell)) return "spelled";
  const words = plain.match(/\p{L}+/gu) ?? [];
  const beginsAsNumber = /^[^\p{L}\p{N}]*(?:\p{N}|(?:nan|inf|infinity)(?!\p{L}|\p{N}|_))/iu.test(plain);
  if (beginsAsNumber || /^[^\p{L}\p{N}]*∞/u.test(plain))
    return words.every((word) => NUMBER_WORDS.test(word)) ? "spelled" : "other";
  return words.length > 0 ? "name" : "other";
}

const ADVICE: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [/^[\u2010-\u2015\u2212\uff0d\ufe63][\d.]/u, 'write its minus as "-"'],
  [/^[+-]?[\d.]+[dq][+-]?\d+$/i, 'write its exponent with "e"'],
  [/^[+-]?\d*\.\d*[+-]\d+$/, 'write its exponent with "e"'],
  [/\d[\s\u00a0\u202f'’_]\d/u, "write it without marks between the digits; or separate numbers by , ; or tabs"],
  [/^[+-]?\d{1,3}(?:[.,]\d{3})+(?:[.,]\d+)?$/, "write it without marks between the thousands"],
  [/^[+-]?\d*,\d/, "write its decimal mark as a point, or separate numbers by ;"],
  [/^0x/i, "write it as a decimal number"],
  [/[%‰]$/u, "write it without the percent sign"],
  [/[a-z]$/i, "write the number alone"],
];

/** The problem of a cell that is not a number, and its remedy. `isFirst`: it is in the first line, maybe a header. */
export function notNumber(cell: string, isFirst: boolean): string {
  const found =
    cell === "" ? "an empty cell" : `"${cell.length > LONGEST_SHOWN ? `${cell.slice(0, LONGEST_SHOWN)}…` : cell}"`;
  if (MISSING.test(cell)) return `${found} is not a number; a value is missing here, and none can be left out`;
  if (TRUTH.test(cell)) return `${found} is not a number; write 1 or 0`;
  if (kindOfCell(cell) === "name")
    return `${found} is not a number${isFirst ? "; if this line is a header, it must hold no numbers" : ""}`;
  const advice = ADVICE.find(([pattern]) => pattern.test(cell))?.[1];
  return `${found} is not a number${advice === undefined ? "" : `; ${advice}`}`;
}

const BLANK_OR_QUOTE = /[\s"]/;

/** Splits a line into cells, without the quotes and blanks around them. */
export function cellsOf(text: string, separator: Separator): string[] {
  if (separator === " ")
    return text
      .trim()
      .split(/[ \t]+/)
      .map((cell) => unquoted(cell));
  if (!BLANK_OR_QUOTE.test(text)) return text.split(separator);
  if (!text.includes('"')) return text.split(separator).map((cell) => cell.trim());
  const cells: string[] = [];
  let from = 0;
  let isQuoted = false;
  for (let at = 0; at <= text.length; at++) {
    if (text[at] === '"') isQuoted = !isQuoted;
    if (at < text.length && (isQuoted || text[at] !== separator)) continue;
    cells.push(unquoted(text.slice(from, at)));
    from = at + 1;
  }
  return cells;
}

/** What separates cells; " " means any number of blanks. */
export type Separator = "," | ";" | "\t" | " ";

/** The separator of the lines of numbers. Given two lines, both must contain it, since names may contain anything. */
export function separatorOf(first: string, second: string | undefined): Separator {
  const all = [";", "\t", ","] as const;
  const [inFirst, inSecond] = [withoutQuoted(first), withoutQuoted(second ?? first)];
  const inBoth = all.find((separator) => inFirst.includes(separator) && inSecond.includes(separator));
  const inOne = inBoth ?? all.find((separator) => inSecond.includes(separator));
  if (inOne !== undefined) return inOne;
  return /\S\s+\S/.test(inSecond) ? " " : (all.find((separator) => inFirst.includes(separator)) ?? " ");
}

function withoutQuoted(text: string): string {
  return text.replace(/"[^"]*"/g, "");
}

function unquoted(cell: string): string {
  const text = cell.trim();
  return text.length >= 2 && text.startsWith('"') && text.endsWith('"')
    ? text.slice(1, -1).replaceAll('""', '"').trim()
    : text;
}
