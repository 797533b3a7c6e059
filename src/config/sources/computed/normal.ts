import * as z from "zod";
import { keyFromSeed } from "../../../random/keys";
import { normal as drawNormal } from "../../../random/normal";
import { helped, real, seed, value } from "../../schema/numbers";
import type { ComputedSource } from "./computed-source";

/** Parameters of a normal array or stimulus. */
export const normalParameters = z.strictObject({
  seed: helped(seed, "The seed of `jax.random.key`: an integer from 0 to 2^32-1.", value(0)),
  mean: helped(real, "Mean of the distribution; 0 when left out.").optional(),
  std: helped(real, "Standard deviation; 1 when left out.").optional(),
});
type NormalParameters = z.infer<typeof normalParameters>;

const example = { seed: "^${1:0}", mean: "^${2:0}", std: "^${3:1}" };

export const normal: ComputedSource<NormalParameters> = {
  key: "normal",
  parameters: helped(
    normalParameters,
    "Normally distributed numbers: `mean + std * jax.random.normal(jax.random.key(seed), shape)`, so Python can rebuild them.",
    { label: "seed, mean, std", body: example },
  ),
  about: "normally distributed numbers, as JAX draws them",
  example,
  block: normalBlock,
  python: normalInPython,
};

/** Elements `first` to `first + count` of a normal array by flat index: JAX addresses its random bits by it, so no others are drawn. */
export function normalBlock({ seed, mean = 0, std = 1 }: NormalParameters, first: number, count: number): Float32Array {
  const block = drawNormal(keyFromSeed(seed), count, first);
  const [mean32, std32] = [Math.fround(mean), Math.fround(std)];
  for (let i = 0; i < count; i++) block[i] = mean32 + Math.fround(std32 * block[i]);
  return block;
}

/** `mean + std * jax.random.normal(...)` over a shape, as Python writes both. */
export function normalInPython({ seed, mean = 0, std = 1 }: NormalParameters, shape: string): string {
  return `np.asarray(${mean} + ${std} * jax.random.normal(jax.random.key(${seed}), ${shape}))`;
}
