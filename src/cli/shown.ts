import { visible } from "../text/display";

/**
 * Text that may go to a terminal as it is. Only the functions of this file make it, and they write what a stranger may have written (names,
 * keys, paths, messages) in one line with escapes: a config can neither move the cursor nor forge a line.
 */
export class Shown {
  private constructor(readonly text: string) {}

  /** The words of the template as they are; what is put into it made visible, unless it already was. */
  static of(words: TemplateStringsArray, ...values: readonly (string | number | Shown)[]): Shown {
    const parts = values.map(
      (value, i) => (value instanceof Shown ? value.text : visible(String(value))) + words[i + 1],
    );
    return new Shown(words[0] + parts.join(""));
  }

  /** A line each. */
  static lines(rows: readonly Shown[]): Shown {
    return new Shown(rows.map(({ text }) => `${text}\n`).join(""));
  }

  /** In a colour of a terminal, by its number. */
  static coloured(code: number, text: Shown): Shown {
    return new Shown(`\u001b[${code}m${text.text}\u001b[0m`);
  }
}

/** A text of our own with values in it: `` shown`${name}: not simulated: ${message}\n` ``. */
export function shown(words: TemplateStringsArray, ...values: readonly (string | number | Shown)[]): Shown {
  return Shown.of(words, ...values);
}
