import { ArrayFileError } from "../errors";

/** A Python tuple, as distinct from a list. */
export class Tuple {
  constructor(readonly items: readonly PythonValue[]) {}
}

/** Python bytes such as `b'f4'`, as distinct from a string. */
export class Bytes {}

/** A Python value: string, integer, boolean, None, list, tuple or dictionary. */
export type PythonValue =
  string | number | boolean | null | Bytes | Tuple | readonly PythonValue[] | ReadonlyMap<PythonValue, PythonValue>;

/** Deeper than any header; deeper nesting could overflow the stack. */
const DEEPEST = 16;
const BLANK = /(?:[ \t\r\n\f]|#[^\n]*)*/y;
const WORD = /[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*/y;
/** Python 2 appends an L to long integers. */
const INTEGER = /(?:0[xX]([\da-fA-F]+)|(0+|[1-9]\d*(?:_\d+)*))[lL]?(?![\w.])/y;
const STRING_START = /([uUrRbB]?)('''|"""|'|")/y;
const WORDS: ReadonlyMap<string, PythonValue> = new Map<string, PythonValue>([
  ["True", true],
  ["False", false],
  ["None", null],
  ["np.True_", true],
  ["np.False_", false],
]);
/** NumPy 2 prints scalars as calls: `np.int64(2)`, `np.str_('<f4')`. */
const SCALAR = /^(?:np|numpy)\.(?:u?int(?:\d+|_|p|c)|u?longlong|u?short|u?byte|bool_?|str_|dtype)$/;
const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  "\\": "\\",
  "'": "'",
  '"': '"',
  "\n": "",
};

/**
 * Parses a Python literal like `ast.literal_eval`, but without floats, complex numbers and sets, which headers do not
 * have, and with Python 2's long integers and NumPy 2's scalars. Throws ArrayFileError with the part it cannot parse.
 */
export function parsePythonLiteral(text: string): PythonValue {
  const parser = new Parser(text);
  const value = parser.value(0);
  parser.end();
  return value;
}

class Parser {
  private at = 0;

  constructor(private readonly text: string) {}

  value(depth: number): PythonValue {
    if (depth > DEEPEST) throw this.wrong("is nested too deeply");
    this.match(BLANK);
    const start = this.text[this.at];
    if (start === "{") return this.dictionary(depth);
    if (start === "[") return this.sequence("]", depth).items;
    if (start === "(") {
      const { items, hasComma } = this.sequence(")", depth);
      return items.length === 1 && !hasComma ? items[0] : new Tuple(items);
    }
    return this.strings() ?? this.integer() ?? this.word(depth);
  }

  end(): void {
    this.match(BLANK);
    if (this.at < this.text.length) throw this.wrong("was not expected");
  }

  private dictionary(depth: number): PythonValue {
    const entries = new Map<PythonValue, PythonValue>();
    this.expect("{");
    while (!this.takes("}")) {
      const key = this.value(depth + 1);
      this.expect(":");
      entries.set(key, this.value(depth + 1));
      if (!this.takes(",")) {
        this.expect("}");
        break;
      }
    }
    return entries;
  }

  private sequence(close: string, depth: number): { items: PythonValue[]; hasComma: boolean } {
    const items: PythonValue[] = [];
    let hasComma = false;
    this.at++;
    while (!this.takes(close)) {
      items.push(this.value(depth + 1));
      if (!this.takes(",")) {
        this.expect(close);
        break;
      }
      hasComma = true;
    }
    return { items, hasComma };
  }

  /** One string, or several adjacent ones, which Python joins. */
  private strings(): PythonValue | undefined {
    let all: string | undefined;
    let isBytes = false;
    for (let start = this.match(STRING_START); start; start = this.match(STRING_START)) {
      isBytes ||= start[1].toLowerCase() === "b";
      all = (all ?? "") + this.rest(start[2], start[1].toLowerCase() === "r");
      this.match(BLANK);
    }
    return isBytes ? new Bytes() : all;
  }

  private rest(quote: string, isRaw: boolean): string {
    let text = "";
    for (;;) {
      if (this.text.startsWith(quote, this.at)) {
        this.at += quote.length;
        return text;
      }
      const character = this.text[this.at++];
      if (character === undefined || (character === "\n" && quote.length === 1)) throw this.wrong("ends within a text");
      text += character === "\\" ? this.escaped(isRaw) : character;
    }
  }

  private escaped(isRaw: boolean): string {
    const character = this.text[this.at++] ?? "";
    if (isRaw) return `\\${character}`;
    const hex = { x: 2, u: 4 }[character];
    if (hex === undefined) return ESCAPES[character] ?? `\\${character}`;
    const digits = this.text.slice(this.at, this.at + hex);
    if (!/^[\da-fA-F]+$/.test(digits) || digits.length < hex) throw this.wrong("is no character");
    this.at += hex;
    return String.fromCharCode(parseInt(digits, 16));
  }

  private integer(): number | undefined {
    const sign = /[+-]?/y;
    const negative = this.match(sign)?.[0] === "-";
    this.match(BLANK);
    const digits = this.match(INTEGER);
    if (!digits) return undefined;
    const value = digits[1] === undefined ? Number(digits[2].replaceAll("_", "")) : parseInt(digits[1], 16);
    return negative ? -value : value;
  }

  private word(depth: number): PythonValue {
    const [word] = this.match(WORD) ?? [""];
    const known = WORDS.get(word);
    if (known !== undefined) return known;
    if (!SCALAR.test(word)) throw this.wrong("was not expected", word);
    this.expect("(");
    const value = this.value(depth + 1);
    this.expect(")");
    return value;
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found) this.at = pattern.lastIndex;
    return found;
  }

  private takes(character: string): boolean {
    this.match(BLANK);
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private expect(character: string): void {
    if (!this.takes(character)) throw this.wrong(`was found where ${character} is expected`);
  }

  private wrong(what: string, word = ""): ArrayFileError {
    const found =
      word || (this.text[this.at] === undefined ? "the end" : JSON.stringify(this.text.slice(this.at, this.at + 12)));
    return new ArrayFileError(`the header of the .npy file cannot be understood: ${found} ${what}`);
  }
}
