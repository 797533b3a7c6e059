import * as z from "zod";

/** A snippet in the generated schema, which VS Code's JSON support offers. */
export interface Snippet {
  readonly label: string;
  readonly description?: string;
  /** The JSON value; `${1:...}` are places to fill in, and `"^..."` is inserted without its quotes. */
  readonly body: unknown;
}

/** A key's description, for hovers, and snippets, for completion. */
export interface Help {
  readonly markdownDescription: string;
  readonly defaultSnippets?: readonly Snippet[];
}

/** Attaches help to a schema; the generated JSON Schema carries it. */
export function helped<S extends z.ZodType>(schema: S, markdownDescription: string, ...defaultSnippets: Snippet[]): S {
  const help: Help = { markdownDescription, ...(defaultSnippets.length > 0 ? { defaultSnippets } : {}) };
  return schema.meta({ ...help });
}

/** A snippet of a bare value, shown as it is written. */
export function value(body: unknown, description?: string): Snippet {
  return { label: JSON.stringify(body), body, ...(description === undefined ? {} : { description }) };
}

/** A number within the range of float32, in which NeMoS computes. */
export const real = z.number().refine((number) => Number.isFinite(Math.fround(number)), {
  error: "overflows float32, whose largest number is 3.4028235e38",
});
export const positive = real.refine((number) => number > 0, { error: "must be greater than 0" });
/** A whole number of at least `least`. */
export const wholeFrom = (least: number): z.ZodInt => z.int().min(least);

/** JAX without x64 keeps only the low 32 bits of a seed. */
export const SEED_LIMIT = 2 ** 32 - 1;
export const seed = z.int().min(0).max(SEED_LIMIT);
export const shape = z.array(wholeFrom(0));

const NOT_EMPTY = "must not be empty";
/** Text of at least one character. (zod's own check of a length also looks at an object's key of that name.) */
export const someText = z.string().refine((text) => text.length > 0, { error: NOT_EMPTY });
/** A list of at least one element. */
export const someOf = <S extends z.ZodType>(element: S): z.ZodArray<S> =>
  z.array(element).refine((list) => list.length > 0, { error: NOT_EMPTY });
