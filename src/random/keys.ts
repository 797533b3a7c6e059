/** A threefry2x32 key, as `jax.random.key_data` gives it: high word, low word, both 0 … 2^32-1. */
export type Key = readonly [high: number, low: number];

/** `jax.random.key(seed)` without x64: JAX keeps the low 32 bits of the seed. Seeds are integers. */
export function keyFromSeed(seed: number): Key {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`A seed is an integer; found ${seed}.`);
  return [0, seed >>> 0];
}
