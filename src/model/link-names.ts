import { INVERSE_LINKS, type InverseLinkName } from "./types";

/** Other names of the inverse links: of NeMoS, JAX, SciPy and PyTorch. */
const ALIASES: Readonly<Record<InverseLinkName, readonly string[]>> = {
  softplus: [],
  exp: [],
  logistic: ["expit", "sigmoid"],
  norm_cdf: ["norm.cdf", "ndtr"],
  one_over_x: ["reciprocal"],
  identity: [],
};

const BY_NAME = new Map(INVERSE_LINKS.flatMap((link) => [link, ...ALIASES[link]].map((name) => [name, link] as const)));

/**
 * The inverse link that a name means, whatever module stands before it: `jax.nn.softplus`, `jax._src.scipy.special.expit`, as fitted
 * models carry them. null for a name that is not known.
 */
export function linkNamed(name: string): InverseLinkName | null {
  const parts = name.trim().split(".");
  return BY_NAME.get(parts.slice(-1).join()) ?? BY_NAME.get(parts.slice(-2).join(".")) ?? null;
}
