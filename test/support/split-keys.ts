import type { Key } from "../../src/random/keys";
import { threefry2x32, words } from "../../src/random/threefry";

/** Key `index` of `jax.random.split(key, n)`, for any n above it (keys are addressed by index, as with jax_threefry_partitionable). */
export function splitAt(key: Key, index: number): Key {
  threefry2x32(key[0], key[1], Math.floor(index / 2 ** 32), index >>> 0);
  return [words[0] >>> 0, words[1] >>> 0];
}

/** `jax.random.split(key, n)`. */
export function split(key: Key, n: number): Key[] {
  return Array.from({ length: n }, (_, index) => splitAt(key, index));
}
