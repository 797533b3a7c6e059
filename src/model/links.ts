import { flush } from "../random/bits";
import { exp, softplus } from "../random/float32";
import { normCdf } from "./norm-cdf";

/** An inverse link. To add one, add a row here and its number to kernel/wasm/assembly/links.ts. */
interface Link {
  /** eta (float32) to rate (float32, counts per bin), bit for bit as JAX compiles it in `simulate_recurrent`. */
  readonly rate: (eta: number) => number;
  /** Its derivative, for estimates. */
  readonly slope: (eta: number) => number;
  /** Its number in the WebAssembly kernel. */
  readonly wasm: number;
  /** The Python expression to pass to NeMoS. */
  readonly python: string;
  /** Other names in NeMoS, JAX, SciPy and PyTorch, without module. */
  readonly aliases: readonly string[];
  /** Shown in completions. */
  readonly about: string;
}

const fround = Math.fround;

/** The inverse links that NeMoS simulates with, keyed by the last part of their names. */
export const LINKS = {
  softplus: {
    rate: softplus,
    slope: (eta) => 1 / (1 + Math.exp(-eta)),
    wasm: 0,
    python: "jax.nn.softplus",
    aliases: [],
    about: "log(1 + exp(x)): NeMoS' default for simulations",
  },
  exp: {
    rate: exp,
    slope: Math.exp,
    wasm: 1,
    python: "jax.numpy.exp",
    aliases: [],
    about: "exp(x): grows fast; a recurrent network with it diverges easily",
  },
  logistic: {
    rate: (eta) => flush(fround(1 / fround(1 + exp(-eta)))),
    slope: (eta) => 1 / (2 + Math.exp(eta) + Math.exp(-eta)),
    wasm: 2,
    python: "jax.lax.logistic",
    aliases: ["expit", "sigmoid"],
    about: "1 / (1 + exp(-x)): at most one spike per bin on average",
  },
  norm_cdf: {
    rate: normCdf,
    slope: (eta) => Math.exp(-0.5 * eta * eta) / Math.sqrt(2 * Math.PI),
    wasm: 3,
    python: "jax.scipy.stats.norm.cdf",
    aliases: ["norm.cdf", "ndtr"],
    about: "the normal distribution function: at most one spike per bin on average",
  },
  one_over_x: {
    rate: (eta) => flush(fround(1 / eta)),
    slope: (eta) => -1 / (eta * eta),
    wasm: 4,
    python: "nemos.utils.one_over_x",
    aliases: ["reciprocal"],
    about: "1 / x: positive only while x is",
  },
  identity: {
    rate: (eta) => eta,
    slope: () => 1,
    wasm: 5,
    python: "lambda eta: eta",
    aliases: [],
    about: "x itself: must stay positive",
  },
} as const satisfies Readonly<Record<string, Link>>;

/** The name of an inverse link. */
export type InverseLinkName = keyof typeof LINKS;

/** That of `simulate_recurrent`. */
export const DEFAULT_LINK: InverseLinkName = "softplus";

/** All names, in the order of LINKS. */
export const INVERSE_LINKS = Object.keys(LINKS) as [InverseLinkName, ...InverseLinkName[]];

const BY_NAME: ReadonlyMap<string, InverseLinkName> = new Map(
  INVERSE_LINKS.flatMap((link) => [link, ...LINKS[link].aliases].map((name) => [name, link] as const)),
);

/** The inverse link of a name, with or without module (`jax._src.scipy.special.expit`); null when unknown. */
export function linkNamed(name: string): InverseLinkName | null {
  const parts = name.trim().split(".");
  return BY_NAME.get(parts.slice(-1).join()) ?? BY_NAME.get(parts.slice(-2).join(".")) ?? null;
}
