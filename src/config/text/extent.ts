import { whole } from "../../text/numbers";

/** Limits of a config's nesting and contents. */
export interface Extent {
  /** Nesting: the parser recurses and must not run out of stack. */
  readonly levels: number;
  /** Lists and objects: each takes some hundred bytes of memory. */
  readonly lists: number;
  /** Keys of all objects together: each is looked up in the schema, a stimulus in that of each kind. */
  readonly keys: number;
  /** Texts in quotes, keys among them. */
  readonly texts: number;
}

/** More than real configs have (coefficients of 400 neurons, ten thousand stimuli), but checked within a second. */
export const LARGEST: Extent = { levels: 100, lists: 200_000, keys: 50_000, texts: 200_000 };

/** Where a config exceeds a limit, and the message. */
export interface Excess {
  readonly offset: number;
  readonly message: string;
  /** True for a mistake in the JSON itself. */
  readonly syntax?: boolean;
}

/** Where a JSON text with comments, well-formed or not, begins to exceed an extent; null if it does not. */
export function firstExcess(text: string, { levels, lists, keys, texts }: Extent = LARGEST): Excess | null {
  let depth = 0;
  let nLists = 0;
  let nKeys = 0;
  let nTexts = 0;
  // A regular expression passes over numbers many times faster than a loop over characters.
  const structure = /["/[\]{}:]/g;
  while (structure.test(text)) {
    const at = structure.lastIndex - 1;
    switch (text[at]) {
      case '"':
        if (++nTexts > texts) return tooMany(at, `${whole(texts)} texts and keys`);
        structure.lastIndex = endOfString(text, at) + 1;
        break;
      case "/":
        structure.lastIndex = endOfComment(text, at) + 1;
        break;
      case "[":
      case "{":
        if (++depth > levels) return { offset: at, message: `nested deeper than ${levels} levels`, syntax: true };
        if (++nLists > lists) return tooMany(at, `${whole(lists)} lists and objects`);
        break;
      case "]":
      case "}":
        depth--;
        break;
      case ":":
        if (++nKeys > keys) return tooMany(at, `${whole(keys)} keys`);
    }
  }
  return null;
}

function tooMany(offset: number, what: string): Excess {
  const message = `a config has ${what} at most: save its numbers, or the input that its stimuli make, as .npy files and name those in it`;
  return { offset, message };
}

/** A text ends with its quote, and at the latest with its line. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"' && !isLineEnd(text[at])) at += text[at] === "\\" ? 2 : 1;
  return at;
}

function endOfComment(text: string, start: number): number {
  if (text[start + 1] === "*") {
    const end = text.indexOf("*/", start + 2);
    return end < 0 ? text.length : end + 1;
  }
  let at = start;
  if (text[start + 1] === "/") while (at < text.length && !isLineEnd(text[at])) at++;
  return at;
}

function isLineEnd(character: string): boolean {
  return character === "\n" || character === "\r";
}
