import { flush } from "../random/bits";
import { exp, softplus } from "../random/float32";
import type { InverseLinkName } from "./types";
import { normCdf } from "./norm-cdf";

const fround = Math.fround;

/** An inverse link: eta (float32) to rate (float32, counts per bin). */
export type InverseLink = (eta: number) => number;

/** The inverse links by name, each bit for bit as JAX compiles it inside `simulate_recurrent`. */
export const LINKS: Readonly<Record<InverseLinkName, InverseLink>> = {
  softplus,
  exp,
  logistic: (eta) => flush(fround(1 / fround(1 + exp(-eta)))),
  norm_cdf: normCdf,
  one_over_x: (eta) => flush(fround(1 / eta)),
  identity: (eta) => eta,
};
