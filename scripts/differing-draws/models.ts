import { join } from "node:path";
import { arrayArguments, arraysOf, goldens } from "../../test/conformance/goldens";
import { type BasisName, evaluateBasis } from "../../src/model/bases";
import { checkArguments } from "../../src/model/check";
import { differenceOfGammas, regressFilter } from "../../src/model/filters";
import type { FeedforwardSource, InverseLinkName, RecurrentGlm } from "../../src/model/types";
import { keyFromSeed } from "../../src/random/keys";
import { normal } from "../../src/random/normal";
import { uniformAt } from "../../src/random/uniform";

export interface NamedModel {
  readonly name: string;
  readonly model: RecurrentGlm;
  readonly feedforward: FeedforwardSource | null;
  readonly nTimeBins: number;
}

/** Sizes of a network whose numbers are drawn. */
interface Drawn {
  readonly n: number;
  readonly w: number;
  readonly t: number;
  readonly link: InverseLinkName;
  readonly intercept: number;
  /** Of each filter, or of all coefficients. */
  readonly strength: number;
  readonly basis?: BasisName;
  readonly b: number;
  readonly k?: number;
  /** By how much a neuron's own last spike lowers its eta. */
  readonly refractory?: number;
}

const drawn = (seed: number, count: number, scale = 1): Float32Array =>
  normal(keyFromSeed(seed), count).map((x) => scale * x);

/** A recorded network of the conformance tests. */
function recorded(
  name: string,
  folder = "networks",
  link = goldens.networks.find((one) => one.name === name)?.link,
): NamedModel {
  const array = arraysOf(join(folder, name));
  const { model, feedforward, nTimeBins } = checkArguments({
    ...arrayArguments(array),
    randomKey: 0,
    inverseLinkFunction: link,
  });
  return { name, model, feedforward, nTimeBins };
}

/** A network of difference-of-gammas filters fitted onto the basis by least squares. */
function fitted(name: string, { n, w, strength, ...rest }: Drawn): NamedModel {
  const filters = new Float32Array(w * n * n);
  const weights = drawn(1, n * n, n > 2 ? strength / Math.sqrt(n) : strength);
  for (let pair = 0; pair < n * n; pair++) {
    const [excit_a, excit_b] = [1.2 + 3 * uniformAt(1, 50, 2 * pair), 1.2 + 3 * uniformAt(1, 50, 2 * pair + 1)];
    differenceOfGammas(w, { excit_a, excit_b }).forEach((x, lag) => {
      filters[lag * n * n + pair] = x * (n > 2 ? weights[pair] : strength);
    });
  }
  const basis = evaluateBasis(rest.basis ?? "RaisedCosineLog", { n_basis_funcs: rest.b }, w);
  return network(name, { n, w, strength, ...rest }, regressFilter({ data: filters, shape: [w, n, n] }, basis).data);
}

/** A network of random coefficients. */
function random(name: string, sizes: Drawn): NamedModel {
  const { n, b, strength, refractory = 0 } = sizes;
  const coef = drawn(4, n * n * b, strength / Math.sqrt(n * b));
  for (let i = 0; i < n; i++) coef[(i * n + i) * b] -= refractory;
  return network(name, sizes, coef);
}

function network(name: string, { n, w, b, t, k = 0, ...sizes }: Drawn, coef: Float32Array): NamedModel {
  const basis = evaluateBasis(sizes.basis ?? "RaisedCosineLog", { n_basis_funcs: b }, w);
  const input = {
    feedforwardCoef: { data: drawn(9, n * k, 0.4), shape: [n, k] },
    feedforwardInput: { data: drawn(101, t * n * k), shape: [t, n, k] },
  };
  const { model, feedforward } = checkArguments({
    couplingCoef: { data: coef, shape: [n, n, b] },
    couplingBasisMatrix: basis,
    intercepts: { data: new Float32Array(n).fill(sizes.intercept), shape: [n] },
    randomKey: 0,
    inverseLinkFunction: sizes.link,
    ...(k > 0 ? input : { nTimeBins: t }),
  });
  return { name, model, feedforward, nTimeBins: t };
}

/** From ill-conditioned to tame. */
export const MODELS: readonly (() => NamedModel)[] = [
  () => recorded("how-to-guide", "many-keys", "softplus"),
  () => recorded("nemos-test-fixture", "many-keys", "exp"),
  () => fitted("20 cosines, strong", { n: 2, b: 20, w: 100, t: 10_000, link: "exp", intercept: -4, strength: 2 }),
  () =>
    fitted("20 cosines, 10 neurons", { n: 10, b: 20, w: 100, t: 1000, link: "softplus", intercept: -3, strength: 0.8 }),
  () =>
    fitted("20 cosines, rare spikes", {
      n: 2,
      b: 20,
      w: 100,
      t: 10_000,
      link: "softplus",
      intercept: -7,
      strength: 0.8,
    }),
  () =>
    fitted("20 cosines, one neuron", {
      n: 1,
      b: 20,
      w: 100,
      t: 1000,
      link: "norm_cdf",
      intercept: -1.5,
      strength: 0.5,
    }),
  () => fitted("25 cosines, 20 neurons", { n: 20, b: 25, w: 150, t: 1000, link: "exp", intercept: -4, strength: 1 }),
  () =>
    fitted("30 cosines, long window", { n: 3, b: 30, w: 300, t: 1000, link: "logistic", intercept: -3, strength: 1 }),
  () => fitted("12 cosines and input", { n: 5, b: 12, w: 100, k: 1, t: 3000, link: "exp", intercept: -3, strength: 1 }),
  () => fitted("8 cosines", { n: 4, b: 8, w: 80, t: 10_000, link: "softplus", intercept: -2, strength: 1 }),
  () =>
    fitted("15 even cosines, 3 inputs", {
      n: 3,
      b: 15,
      w: 100,
      k: 3,
      t: 1000,
      link: "exp",
      intercept: -2,
      strength: 0.5,
      basis: "RaisedCosineLinear",
    }),
  () =>
    fitted("10 splines", {
      n: 3,
      b: 10,
      w: 60,
      t: 10_000,
      link: "softplus",
      intercept: -2,
      strength: 1,
      basis: "BSpline",
    }),
  () => random("random", { n: 10, b: 5, w: 50, t: 10_000, link: "softplus", intercept: -3, strength: 0.3 }),
  () =>
    random("refractory", { n: 20, b: 8, w: 100, t: 10_000, link: "exp", intercept: -4, strength: 0.3, refractory: 20 }),
  () => random("100 neurons", { n: 100, b: 10, w: 100, t: 10_000, link: "exp", intercept: -4, strength: 0.5 }),
  () => random("busy", { n: 20, b: 4, w: 30, t: 10_000, link: "softplus", intercept: 2, strength: 0.05 }),
  () => random("rates above 10", { n: 10, b: 4, w: 30, t: 10_000, link: "softplus", intercept: 25, strength: 0.01 }),
  () => random("identity", { n: 5, b: 4, w: 30, t: 10_000, link: "identity", intercept: 1, strength: 0.01 }),
  () =>
    random("strong, logistic", {
      n: 6,
      b: 5,
      w: 40,
      t: 10_000,
      link: "logistic",
      intercept: -3,
      strength: 3,
      basis: "RaisedCosineLinear",
    }),
  () => recorded("documentation-example"),
  () => recorded("features-5"),
  () => recorded("history-counts"),
  () => recorded("neurons-64"),
];
