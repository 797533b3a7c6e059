import { sizeOf } from "../../arrays/ndarray";
import { keyFromSeed } from "../../random/keys";
import { normal } from "../../random/normal";
import type { GivenArray } from "./given";

/** An array of one number. */
export function filledArray(value: number, shape: readonly number[] | null): GivenArray {
  const block = (_first: number, count: number): Float32Array => new Float32Array(count).fill(value);
  return { shape, file: null, read: (resolved) => block(0, sizeOf(resolved)), elements: block };
}

export interface NormalParameters {
  readonly seed: number;
  readonly mean?: number;
  readonly std?: number;
}

/** `mean + std * jax.random.normal(jax.random.key(seed), shape)` in float32. */
export function normalArray(parameters: NormalParameters, shape: readonly number[] | null): GivenArray {
  const block = (first: number, count: number): Float32Array => normalBlock(parameters, first, count);
  return { shape, file: null, read: (resolved) => block(0, sizeOf(resolved)), elements: block };
}

/** Elements `first` to `first + count` of a normal array by flat index: JAX addresses its random bits by it, so no others are drawn. */
export function normalBlock({ seed, mean = 0, std = 1 }: NormalParameters, first: number, count: number): Float32Array {
  const block = normal(keyFromSeed(seed), count, first);
  const [mean32, std32] = [Math.fround(mean), Math.fround(std)];
  for (let i = 0; i < count; i++) block[i] = mean32 + Math.fround(std32 * block[i]);
  return block;
}
