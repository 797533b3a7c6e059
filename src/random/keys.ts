import { threefry2x32, words } from "./threefry";

/** A threefry2x32 key, as `jax.random.key_data` gives it: high word, low word, both 0 … 2^32-1. */
export type Key = readonly [high: number, low: number];

/** `jax.random.key(seed)` without x64: JAX keeps the low 32 bits of the seed. Seeds are integers. */
export function keyFromSeed(seed: number): Key {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`A seed is an integer; found ${seed}.`);
  return [0, seed >>> 0];
}

/** Key `index` of `jax.random.split(key, n)`, for any n above it (keys are addressed by index, as with jax_threefry_partitionable). */
export function splitAt(key: Key, index: number): Key {
  threefry2x32(key[0], key[1], Math.floor(index / 2 ** 32), index >>> 0);
  return [words[0] >>> 0, words[1] >>> 0];
}

/** `jax.random.split(key, n)`. */
export function split(key: Key, n: number): Key[] {
  return Array.from({ length: n }, (_, index) => splitAt(key, index));
}
