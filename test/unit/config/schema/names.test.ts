import assert from "node:assert/strict";
import { test } from "node:test";
import { messages, plan, resolved, SMALL } from "../configs";

// The names by which NeMoS 0.2.8 knows its links (nemos.inverse_link_function_utils.LINK_NAME_TO_FUNC), and those that others use.
const LINKS = {
  softplus: [
    "softplus",
    "jax.nn.softplus",
    "jax._src.nn.functions.softplus",
    "nemos.inverse_link_function_utils.softplus",
    "torch.nn.functional.softplus",
    " softplus ",
  ],
  exp: ["exp", "jax.numpy.exp", "jax._src.numpy.ufuncs.exp", "jnp.exp", "np.exp"],
  logistic: [
    "logistic",
    "expit",
    "sigmoid",
    "jax.lax.logistic",
    "jax.nn.sigmoid",
    "jax._src.lax.lax.logistic",
    "jax._src.scipy.special.expit",
    "jax.scipy.special.expit",
    "scipy.special.expit",
  ],
  norm_cdf: ["norm_cdf", "norm.cdf", "jax.scipy.stats.norm.cdf", "jax._src.scipy.stats.norm.cdf", "scipy.special.ndtr"],
  one_over_x: ["one_over_x", "nemos.utils.one_over_x", "jnp.reciprocal"],
  identity: ["identity"],
};

for (const [link, names] of Object.entries(LINKS)) {
  test(`${link} is understood by its other names`, () => {
    for (const name of names) assert.equal(resolved({ ...SMALL, inverse_link_function: name }).inverseLink, link, name);
  });
}

test("what is no link is not taken for one", () => {
  for (const name of [
    "",
    ".",
    "exp.",
    "jax.nn.relu",
    "log_softmax",
    "gamma.cdf",
    "norm",
    "cdf",
    "constructor",
    "Exp",
  ]) {
    assert.match(
      messages(plan({ ...SMALL, inverse_link_function: name }))[0],
      /is not known.* Known: softplus, exp, logistic/,
      name,
    );
  }
});

test("bases by their names of before, by their classes and with their modules are suggested", () => {
  const suggested = {
    BSplineBasis: "BSpline",
    MSplineBasis: "MSpline",
    CyclicBSplineBasis: "CyclicBSpline",
    RaisedCosineBasisLog: "RaisedCosineLog",
    RaisedCosineBasisLinear: "RaisedCosineLinear",
    OrthExponentialBasis: "OrthExponential",
    "nemos.basis.BSplineConv": "BSpline",
    "nmo.basis.RaisedCosineLogEval": "RaisedCosineLog",
    raised_cosine_log: "RaisedCosineLog",
  };
  for (const [name, known] of Object.entries(suggested)) {
    const said = messages(plan({ ...SMALL, coupling_basis_matrix: { basis: name, n_basis_funcs: 4, window_size: 3 } }));
    assert.ok(
      said.some((message) => message.startsWith(`"${name}" is not known; did you mean "${known}"?`)),
      said.join("\n"),
    );
  }
});
