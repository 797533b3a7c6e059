import type { Key } from "../random/keys";

const WORD = 2 ** 32;

/** Parses a typed key: a seed `123`, or both words `12345, 678`, also in brackets; or says what is `wrong`, as a sentence. */
export function parseKey(text: string): Key | { readonly wrong: string } {
  const words = text
    .trim()
    .replace(/^\[(.*)\]$/, "$1")
    .split(",")
    .map((word) => word.trim());
  if (words.length > 2 || words.some((word) => !/^\d+$/.test(word))) {
    return {
      wrong:
        "A key is a whole number from 0 to 4294967295, or HIGH,LOW: both words, as jax.random.key_data gives them.",
    };
  }
  const [high, low] = words.length === 2 ? words.map(Number) : [0, Number(words[0])];
  if (high >= WORD || low >= WORD) {
    return {
      wrong:
        "A word of a key is at most 4294967295 (2^32 − 1): JAX without x64 would keep only the low 32 bits of a larger one. Choose a smaller key, or give both words.",
    };
  }
  return [high, low];
}

/** The next key: one more, as a 64-bit number. */
export function nextKey([high, low]: Key): Key {
  return low + 1 < WORD ? [high, low + 1] : [(high + 1) % WORD, 0];
}
