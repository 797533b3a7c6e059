import { threefry2x32, words } from "./threefry";

/** Number `index` of `jax.random.bits(key, shape)`, flat: 32 random bits as a signed integer. */
export function randomBits(k0: number, k1: number, index: number): number {
  threefry2x32(k0, k1, index < 2 ** 32 ? 0 : Math.floor(index / 2 ** 32), index);
  return words[0] ^ words[1];
}

/** Number `index` of `jax.random.uniform(key, shape)`, flat: a float32 multiple of 2^-23 in [0, 1). */
export function uniformAt(k0: number, k1: number, index: number): number {
  return uniformFromBits(randomBits(k0, k1, index));
}

/** The upper 23 bits as a fraction: JAX writes them into the mantissa of 1 and subtracts 1. */
export function uniformFromBits(bits: number): number {
  return (bits >>> 9) * 2 ** -23;
}
