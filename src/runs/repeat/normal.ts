/** `mean + std * jax.random.normal(...)` over a shape, as Python writes both. */
export function normalInPython(
  { seed = 0, mean = 0, std = 1 }: Readonly<Record<string, number>>,
  shape: string,
): string {
  return `np.asarray(${mean} + ${std} * jax.random.normal(jax.random.key(${seed}), ${shape}))`;
}
