import { parseTree, printParseErrorCode, visit, type Node, type ParseError } from "jsonc-parser";
import { shorten } from "../../text/shorten";
import { MOST_CONFIG_BYTES, tooLarge } from "./decode";
import { ConfigDocument } from "./document";
import { firstExcess, type Excess } from "./extent";
import { misspelledValue } from "./misspelled-values";
import { Problems } from "./problems";
import { LazyList, parseWellFormed } from "./well-formed";

/** One mistake often causes further errors, so that only the first few lines with errors are reported. */
const MOST_SYNTAX_ERRORS = 5;

const LENIENT = { allowTrailingComma: true, disallowComments: false, allowEmptyContent: true };

const MESSAGES: Readonly<Record<string, string>> = {
  InvalidSymbol: "this is not JSON; text needs double quotes, and there are no names such as NaN or True",
  InvalidNumberFormat: "this is not a number in JSON (write 0.5, 5 or 1e-3)",
  PropertyNameExpected: "a key in double quotes is expected here",
  ValueExpected: "a value is expected here",
  ColonExpected: "a colon is expected here, between the key and its value",
  CommaExpected: "a comma is expected here",
  CloseBraceExpected: "a } is missing",
  CloseBracketExpected: "a ] is missing",
  EndOfFileExpected: "nothing more is expected after the end of the config",
  InvalidCommentToken: "this comment is not understood; write // or /* */",
  UnexpectedEndOfComment: "this comment does not end",
  UnexpectedEndOfString: "this text does not end; its closing quote is missing",
  UnexpectedEndOfNumber: "this number does not end",
  InvalidUnicode: "\\u needs four hexadecimal digits",
  InvalidEscapeCharacter: "this escape is not known; write \\\\ for a backslash",
  InvalidCharacter: "this character cannot stand in a text; write it as an escape such as \\n",
};

/** Parses a config: JSON with comments and trailing commas. Mistakes in the JSON itself become problems. */
export function parseConfig(file: string, text: string): { document: ConfigDocument; problems: Problems } {
  if (text.length > MOST_CONFIG_BYTES) return refused(file, text, { offset: 0, message: tooLarge(text.length) });
  const excess = firstExcess(text);
  if (excess) return refused(file, text, excess);
  // Replace a byte order mark by a space, which keeps all offsets.
  const json = text.replace(/^\ufeff/, " ");
  const wellFormed = parseWellFormed(json);
  if (wellFormed) {
    const document = new ConfigDocument(file, text, wellFormed.root, wellFormed);
    const problems = new Problems(document);
    reportDuplicates(wellFormed.root, problems);
    return { document, problems };
  }
  const errors = syntaxErrors(json);
  // A text with mistakes needs no tree, which takes twice as long.
  const root = errors.length === 0 ? parseTree(json, [], LENIENT) : undefined;
  const document = new ConfigDocument(file, text, root);
  const problems = new Problems(document);
  for (const { error, offset, length } of firstOfLines(errors, document).slice(0, MOST_SYNTAX_ERRORS)) {
    problems.at({ offset, length }, [], misspelledValue(text, offset) ?? MESSAGES[printParseErrorCode(error)], {
      syntax: true,
    });
  }
  return { document, problems };
}

/** The result for a text that is too large to parse. */
function refused(file: string, text: string, { offset, message, syntax }: Excess): ReturnType<typeof parseConfig> {
  const document = new ConfigDocument(file, text, undefined);
  const problems = new Problems(document);
  problems.at({ offset, length: Math.min(offset, 1) }, [], message, { syntax });
  return { document, problems };
}

/** Characters after the first mistake that are searched for more: reading all of a large text would be felt while typing. */
const SEARCHED = 100_000;

function syntaxErrors(json: string): ParseError[] {
  const errors: ParseError[] = [];
  const stopBehind = (offset: number): void => {
    if (errors.length > 0 && offset > errors[0].offset + SEARCHED) throw ENOUGH;
  };
  const onError = (error: ParseError["error"], offset: number, length: number): void => {
    stopBehind(offset);
    errors.push({ error, offset, length });
  };
  try {
    visit(json, { onError, onSeparator: (_, offset) => stopBehind(offset) }, LENIENT);
  } catch (error) {
    if (error !== ENOUGH) throw error;
  }
  return errors;
}

const ENOUGH = new Error("enough mistakes were found");

function firstOfLines(errors: readonly ParseError[], { lines }: ConfigDocument): ParseError[] {
  const seen = new Set<number>();
  return errors.filter(({ offset }) => {
    const { line } = lines.at(offset);
    return !seen.has(line) && seen.add(line);
  });
}

/** Reports duplicate keys, of which JSON silently keeps the last. */
function reportDuplicates(node: Node, problems: Problems): void {
  // What is in such a list is no object, or not to be there.
  if (node instanceof LazyList) return;
  const seen = new Set<unknown>();
  for (const child of node.children ?? []) {
    const [key, value] = child.type === "property" ? (child.children ?? []) : [null, child];
    if (key && seen.has(key.value))
      problems.at(key, [], `"${shorten(String(key.value))}" is given twice`, { syntax: true });
    if (key) seen.add(key.value);
    reportDuplicates(value, problems);
  }
}
