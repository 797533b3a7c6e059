/**
 * The names that NeMoS gives the arrays of a saved model: `item::strkey:coef_` since 0.2.6, `item__coef_` in 0.2.4 and 0.2.5. Values of a
 * dictionary lie below it.
 */
interface Grammar {
  item(name: string): string;
  /** The beginning of whatever lies below a container. */
  below(name: string): string;
  /** The beginning of a dictionary's values that are arrays; their keys follow. */
  valueOf(dictionary: string): string;
}

const GRAMMARS: readonly Grammar[] = [
  {
    item: (name) => `item::strkey:${name}`,
    below: (name) => `::strkey:${name}::`,
    valueOf: (dictionary) => `dict::strkey:${dictionary}::item::strkey:`,
  },
  {
    item: (name) => `item__${name}`,
    below: (name) => `__${name}__`,
    valueOf: (dictionary) => `dict__${dictionary}__item__`,
  },
];

const CONTAINER = /^(dict|list|tuple)(?=::|__)/;

/** Looks up the arrays of a saved model by their names in NeMoS. */
export class SavedKeys {
  private constructor(
    private readonly keys: readonly string[],
    private readonly grammar: Grammar,
  ) {}

  /** null when no array is named as NeMoS names those of a model. */
  static of(keys: readonly string[]): SavedKeys | null {
    const grammar = GRAMMARS.find(({ item, below }) =>
      keys.some((key) => key === item("coef_") || (CONTAINER.test(key) && key.includes(below("coef_")))),
    );
    return grammar ? new SavedKeys(keys, grammar) : null;
  }

  /** The array of a parameter; null when there is none. */
  item(name: string): string | null {
    const key = this.grammar.item(name);
    return this.keys.includes(key) ? key : null;
  }

  /** The arrays of a dictionary by their keys, in the order of the file; null when the parameter is none. */
  dictionary(name: string): ReadonlyMap<string, string> | null {
    const start = this.grammar.valueOf(name);
    const found = this.keys
      .filter((key) => key.startsWith(start))
      .map((key) => [key.slice(start.length), key] as const);
    return found.length > 0 ? new Map(found) : null;
  }

  /** The first array of a parameter that is neither an array nor a dictionary of arrays, but deeper, or a list; null when it is not. */
  nested(name: string): string | null {
    const below = this.grammar.below(name);
    const start = this.grammar.valueOf(name);
    const found = this.keys.find(
      (key) => CONTAINER.test(key) && key.replace(CONTAINER, "").startsWith(below) && !key.startsWith(start),
    );
    return found ?? null;
  }
}
