import type { Path } from "./document";
import { SEED_LIMIT } from "./schema-numbers";
import { didYouMean } from "./suggest";

/** A place in a config as people say it: `coupling_coef.filters[0]`. */
export function describe(path: Path): string {
  return path.map((part, i) => (typeof part === "number" ? `[${part}]` : i === 0 ? part : `.${part}`)).join("");
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

const ARRAY_SOURCES = "numbers in nested lists, one number, a file name, or an object such as { \"file\": … }, { \"fill\": … } or { \"normal\": … }";
/** What a value of many kinds can be, by its key. */
const UNIONS: Readonly<Record<string, string>> = {
  random_key: "a whole number, or [high, low] as jax.random.key_data gives it",
  neurons: "a list of neurons: indices, names or groups",
};

/** Something of a wrong kind. `expected` is zod's word for it; `literal` is how the value is written. */
export function typeMessage(expected: string, found: unknown, literal: string, path: Path): string {
  if (typeof found === "number" && !Number.isFinite(found)) return `${literal} is too large for a number`;
  const wanted = expected === "union" ? (UNIONS[String(path.at(-1))] ?? ARRAY_SOURCES) : (KINDS[expected] ?? expected);
  return `${nameOf(path)} must be ${wanted}; found ${kindOf(found, literal)}`;
}

/** A key that has to be there. */
export function missingMessage(path: Path): string {
  const parent = path.slice(0, -1);
  const hint = HINTS[String(path.at(-1))];
  return `"${path.at(-1)}" is missing${parent.length > 0 ? ` in ${describe(parent)}` : ""}${parent.length === 0 && hint ? `: ${hint}` : ""}`;
}

const HINTS: Readonly<Record<string, string>> = {
  coupling_coef: "how each neuron drives each other one, (N receiver, N sender, B)",
  coupling_basis_matrix: "the basis functions over the window, (W, B), or { \"basis\": … }",
  intercepts: "what drives each neuron on its own, (N,)",
};

/** A value that is none of those that are known. */
export function valuesMessage(known: readonly string[], found: unknown): string {
  const shown = known.filter((name) => !/(Conv|Eval)$/.test(name));
  const hint = typeof found === "string" ? didYouMean(found, shown) : "";
  return `${JSON.stringify(found)} is not known${hint || "."} Known: ${shown.join(", ")}`;
}

/** A number out of its bounds, or a list or text of a wrong length. */
export function limitMessage(found: unknown, bound: "at least" | "at most", limit: number | bigint, origin: string, literal: string, path: Path): string {
  if (origin === "array" || origin === "string") {
    const length = (found as { length: number }).length;
    return length === 0 ? `${nameOf(path)} must not be empty` : `${nameOf(path)} must have ${bound} ${limit} elements; it has ${length}`;
  }
  if (bound === "at most" && Number(limit) === SEED_LIMIT) return seedMessage(literal, path);
  return `${nameOf(path)} must be ${bound} ${limit}; found ${literal}`;
}

/** JAX keeps the low 32 bits of a seed without a word; the two words of the whole are what `jax.random.key_data` would give. */
function seedMessage(literal: string, path: Path): string {
  const seed = /^\d+$/.test(literal) ? BigInt(literal) : null;
  const low = seed === null ? "another number" : String(seed & 0xffffffffn);
  return `${literal} is beyond 2^32-1 = ${SEED_LIMIT}: JAX (without x64) keeps only the low 32 bits of a seed, so this would silently be ${low}; give ${
    path[0] === "random_key" && seed !== null && seed < 1n << 64n ? `that, or the pair [${seed >> 32n}, ${low}]` : "that"
  }`;
}

function nameOf(path: Path): string {
  return path.length === 0 ? "the config" : `"${describe(path)}"`;
}

function kindOf(value: unknown, literal: string): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object") return "an object";
  return literal.length > 40 ? `${literal.slice(0, 40)}…` : literal;
}
