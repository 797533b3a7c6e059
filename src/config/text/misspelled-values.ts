/** Most characters of a word to either side of a place. */
const LONGEST_WORD = 80;
const ENDS_WORD = /[\s,:[\]{}"]/;

/** How JSON writes the number or name at `offset` that is spelled as in other languages (`.5`, `0x10`, `NaN`); else null. */
export function misspelledValue(text: string, offset: number): string | null {
  const word = wordAround(text, offset);
  // An unquoted key is a slip of another kind.
  if (/^\s*:/.test(text.slice(word.end, word.end + LONGEST_WORD))) return QUOTES.test(word.word) ? USE_QUOTES : null;
  return decimalComma(text, word) ?? spacedNumber(text, word) ?? remedyFor(word.word);
}

interface Word {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

function wordAround(text: string, offset: number): Word {
  let start = Math.min(offset, text.length);
  while (start > 0 && offset - start < LONGEST_WORD && !ENDS_WORD.test(text[start - 1])) start--;
  let end = start;
  while (end < text.length && end - start < 2 * LONGEST_WORD && !ENDS_WORD.test(text[end])) end++;
  return { word: text.slice(start, end), start, end };
}

/** `"bin_size": 0,001`: within a list the two numbers would be right, so that it is only seen where a key has to follow. */
function decimalComma(text: string, { word, start }: Word): string | null {
  const before = /:\s*(-?\d+),$/.exec(text.slice(Math.max(0, start - LONGEST_WORD), start));
  return before && /^\d+$/.test(word) ? `the decimal comma is a point in JSON: write ${before[1]}.${word}` : null;
}

/** `10 000` and `- 1`. */
function spacedNumber(text: string, { word, start, end }: Word): string | null {
  const before = /(?:^|[\s,:[])(-?\d{1,3}(?: \d{3})*) $/.exec(
    text.slice(Math.max(0, start - LONGEST_WORD), start),
  )?.[1];
  const after = /^(?: \d{3}(?!\d))+/.exec(text.slice(end, end + LONGEST_WORD))?.[0] ?? "";
  if (before && /^\d{3}(\.\d+)?$/.test(word)) return `${NO_BLANKS} ${`${before}${word}${after}`.replaceAll(" ", "")}`;
  const negative = /^ +(\d+(?:\.\d+)?)/.exec(text.slice(end, end + LONGEST_WORD))?.[1];
  return word === "-" && negative ? `${NO_BLANKS} -${negative}` : null;
}

const NO_BLANKS = "no blanks stand within a number: write";

const DIGITS = String.raw`(?:\d+\.?\d*|\.\d+)`;
const NUMBER = new RegExp(`^[+-]?${DIGITS}(?:e[+-]?\\d+)?$`, "i");

/** Values that are right in JSON. */
const RIGHT = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;
const QUOTES = /^['\u2018\u2019\u201c\u201d`]/;
const USE_QUOTES = 'text stands in straight double quotes: "…"';

/** The remedy for a word, by its spelling. */
const REMEDIES: readonly (readonly [RegExp, (word: string) => string | null])[] = [
  [
    /^[+-]?(?:(?:np|numpy|jnp|math|float)[.(]+)?(?:nan|inf(?:inity)?)\b/i,
    (word) => `every number must be finite, and JSON has no ${word}`,
  ],
  [/^(?:true|yes|on)$/i, () => "write true"],
  [/^(?:false|no|off)$/i, () => "write false"],
  [
    /^(?:none|nil|null|undefined|na|<na>)$/i,
    (word) => `there is no ${word} in a config: leave the key out, or give a number`,
  ],
  [
    /^[+-]?0x[0-9a-f_]+$|^0o[0-7_]+$|^0b[01_]+$/i,
    (word) =>
      written(
        Number(word.replace(/^[+-]/, "").replaceAll("_", "")) * (word.startsWith("-") ? -1 : 1),
        "numbers are decimal",
      ),
  ],
  [/^[\u2212\u2013\u2014]/, (word) => remedyAfter("the minus sign is a plain -", `-${word.slice(1)}`)],
  [
    /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[fFlLnj]|u?int\d*|f\d+)$/,
    (word) => remedyAfter("a number has no type", word.replace(/[a-z]+\d*$/i, "")),
  ],
  [/^[+-]?[\d.]+d[+-]?\d+$/i, (word) => remedyAfter("the exponent follows an e", word.replace(/d/i, "e"))],
  [
    /^[+-]?(?:\d+\.?\d*|\.\d+)e[+-]?$/i,
    (word) =>
      `the exponent needs digits: write ${tidied(word.replace(/e[+-]?$/i, ""))} or ${tidied(word.replace(/e[+-]?$/i, ""))}e-3`,
  ],
  [
    /^[+-]?\d[\d_']*[_'][\d_'.]*$/,
    (word) => remedyAfter("nothing but digits stands within a number", word.replace(/[_']/g, "")),
  ],
  [/^[+-]?[\d.]+(?:\/|\*\*?|\^)[\d.]+$/, () => "a config does not calculate: write the result, e.g. 0.001 for 1/1000"],
  [/^[+-]?[\d.]+%$/, () => "there are no per cents in JSON: write 0.05 for 5%"],
  [NUMBER, (word) => remedyAfter("JSON wants digits on both sides of a point, no leading zeros and no plus", word)],
  [QUOTES, () => USE_QUOTES],
  [/^\(/, () => "a list stands in square brackets: [ … ]"],
  [/^#/, () => "a comment begins with //"],
];

function remedyFor(word: string): string | null {
  if (RIGHT.test(word)) return null;
  return REMEDIES.find(([spelling]) => spelling.test(word))?.[1](word) ?? null;
}

/** A reason, and the number as it should be written; null where that was no mistake, or is no number. */
function remedyAfter(why: string, word: string): string | null {
  const right = tidied(word);
  return NUMBER.test(word) && right !== null ? `${why}: write ${right}` : null;
}

/** A number with digits on both sides of its point, without leading zeros and plus; null when it is one already. */
function tidied(word: string): string | null {
  const [, sign, whole, fraction, exponent] = /^([+-]?)(\d*)\.?(\d*)((?:e[+-]?\d+)?)$/i.exec(word) ?? [];
  if (whole === undefined) return null;
  return `${sign === "-" ? "-" : ""}${whole.replace(/^0+(?=\d)/, "") || "0"}${fraction ? `.${fraction}` : ""}${exponent}`;
}

function written(value: number, why: string): string | null {
  return Number.isSafeInteger(value) ? `${why}: write ${value}` : `${why} in JSON`;
}
