import { shorten } from "../../text/shorten";
import type { Path } from "./document";
import { SEED_LIMIT } from "../schema/numbers";
import { didYouMean, meantText } from "./suggest";

/** A path in messages: `coupling_coef.filters[0]`. */
export function describe(path: Path): string {
  return path
    .map((part, i) => (typeof part === "number" ? `[${part}]` : i === 0 ? shorten(part) : `.${shorten(part)}`))
    .join("");
}

const KINDS: Readonly<Record<string, string>> = {
  number: "a number",
  int: "a whole number",
  string: "text in double quotes",
  array: "a list",
  tuple: "a list",
  object: "an object { … }",
  boolean: "true or false",
};

const ARRAY_SOURCES =
  'numbers in nested lists, one number, a file name, or an object such as { "file": … }, { "nemos": … }, { "fill": … } or { "normal": … }';
/** Descriptions of keys with values of several kinds. */
const UNIONS: Readonly<Record<string, string>> = {
  random_key: "a whole number, or [high, low] as jax.random.key_data gives it",
  neurons: "a list of neurons: indices, names or groups",
};

/** A value of a wrong kind. `expected`: zod's name of the right one; `literal`: the value's text. */
export function typeMessage(expected: string, found: unknown, literal: string, path: Path): string {
  if (typeof found === "number" && !Number.isFinite(found)) return `${shorten(literal)} is too large for a number`;
  const right = expected === "union" ? (UNIONS[String(path.at(-1))] ?? ARRAY_SOURCES) : (KINDS[expected] ?? expected);
  return `${nameOf(path)} must be ${right}; found ${kindOf(found, literal)}`;
}

/** Missing keys of an object. */
export function missingMessage(paths: readonly Path[]): string {
  const keys = paths.map((path) => String(path.at(-1)));
  const parent = paths[0].slice(0, -1);
  const inside = parent.length > 0 ? ` in ${describe(parent)}` : "";
  if (keys.length > 1) return `${keys.map((key) => `"${key}"`).join(", ")} are missing${inside}`;
  const hint = parent.length === 0 ? HINTS[keys[0]] : undefined;
  return `"${keys[0]}" is missing${inside}${hint ? `: ${hint}` : ""}`;
}

/** An unknown key; `meant`: the likely right one, if any. */
export function unknownKeyMessage(key: string, meant: string | null, parent: Path): string {
  const inside = parent.length > 0 ? ` in ${describe(parent)}` : "";
  if (meant === key) return `"${key}" does not go with the other keys${inside}`;
  const alias = parent.length === 0 ? ALIASES.get(key.toLowerCase()) : undefined;
  const suggestion = meant ?? alias;
  return `unknown key "${shorten(key)}"${inside}${suggestion ? `; ${meantText(suggestion)}` : ""}`;
}

/** Common other names of keys. */
const ALIASES = new Map([
  ["dt", "bin_size"],
  ["seed", "random_key"],
  ["prng_key", "random_key"],
  ["bias", "intercepts"],
  ["weights", "coupling_coef"],
  ["basis", "coupling_basis_matrix"],
  ["link", "inverse_link_function"],
  ["stimulus", "feedforward_input"],
  ["duration", "n_time_bins"],
  ["steps", "n_time_bins"],
]);

/** An object without any of the keys of which it needs one. */
export function choiceMessage(keys: readonly string[], path: Path): string {
  return `${nameOf(path)} needs one of ${[...new Set(keys)].map((key) => `"${key}"`).join(", ")}`;
}

const HINTS: Readonly<Record<string, string>> = {
  coupling_coef: "how each neuron drives each other one, (N receiver, N sender, B)",
  coupling_basis_matrix: 'the basis functions over the window, (W, B), or { "basis": … }',
  intercepts: "what drives each neuron on its own, (N,)",
};

/** A name without its module and, for a basis, without the endings of NeMoS, today (`Conv`, `Eval`) or before 0.2 (`Basis`). */
function plainName(name: string): string {
  return name
    .replace(/^.*\./s, "")
    .replace(/(Conv|Eval)$/, "")
    .replace(/Basis(?=$|Log$|Linear$)/, "");
}

/** An unknown value. */
export function valuesMessage(known: readonly string[], found: unknown): string {
  const shown = known.filter((name) => name === plainName(name));
  const hint = typeof found === "string" ? didYouMean(plainName(found), shown) : "";
  return `${shorten(JSON.stringify(found))} is not known${hint || "."} Known: ${shown.join(", ")}`;
}

/** A number out of its bounds, or a list or text of a wrong length. */
export function limitMessage(
  found: unknown,
  bound: "at least" | "at most",
  limit: number | bigint,
  origin: string,
  literal: string,
  path: Path,
): string {
  if (origin === "array" || origin === "string") {
    const length = (found as { length: number }).length;
    return length === 0
      ? `${nameOf(path)} must not be empty`
      : `${nameOf(path)} must have ${bound} ${limit} elements; it has ${length}`;
  }
  if (bound === "at most" && Number(limit) === SEED_LIMIT) return seedMessage(literal, path);
  return `${nameOf(path)} must be ${bound} ${limit}; found ${shorten(literal)}`;
}

/** JAX keeps the low 32 bits of a seed without a word; the two words of the whole are what `jax.random.key_data` would give. */
function seedMessage(literal: string, path: Path): string {
  const limit = `${nameOf(path)} must be at most 2^32-1 = ${SEED_LIMIT}; found ${shorten(literal)}`;
  if (!/^\d+$/.test(literal) || literal.length > MOST_DIGITS) return limit;
  const [high, low] = [BigInt(literal) >> 32n, BigInt(literal) & LOW_32_BITS];
  const pair = path.length === 1 && high <= LOW_32_BITS ? `, or the pair [${high}, ${low}]` : "";
  return `${limit}. JAX (without x64) keeps only the low 32 bits of a seed, so it would silently be ${low}: give that${pair}`;
}

const LOW_32_BITS = 0xffffffffn;
/** Digits of 2^64. */
const MOST_DIGITS = 20;

/** A value of the right kind that breaks a rule. */
export function ruleMessage(rule: string, literal: string, path: Path): string {
  return `${nameOf(path)} ${rule}${/^(""|\[\s*\])$/.test(literal) ? "" : `; found ${shorten(literal)}`}`;
}

function nameOf(path: Path): string {
  return path.length === 0 ? "the config" : `"${describe(path)}"`;
}

function kindOf(value: unknown, literal: string): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object") return "an object";
  return shorten(literal);
}
