import assert from "node:assert/strict";
import { test } from "node:test";
import { messages, plan, SMALL } from "../configs";

/** Members that objects, lists and texts have without being given them, and names that look like indices. */
const NAMES = [
  ...Object.getOwnPropertyNames(Object.prototype),
  ...Object.getOwnPropertyNames(Array.prototype),
  ...Object.getOwnPropertyNames(String.prototype),
  ...Object.getOwnPropertyNames(Function.prototype),
  "prototype",
  "then",
  "toJSON",
  "0",
  "1",
  "-1",
  "",
].filter((name) => name !== "fill"); // the name of a source

const BASIS = { basis: "BSpline", n_basis_funcs: 4, window_size: 3 };
const STEP = { start: 0, duration: 1, amplitude: 1 };
/** A config with a key of this name and value at each place that has keys. */
const PLACES: Readonly<Record<string, (extra: object) => object>> = {
  config: (extra) => ({ ...SMALL, ...extra }),
  neurons: (extra) => ({ ...SMALL, neurons: { names: ["a", "b"], ...extra } }),
  stimulus: (extra) => ({ ...SMALL, feedforward_coef: 1, feedforward_input: [{ step: STEP, ...extra }] }),
  "step of a stimulus": (extra) => ({
    ...SMALL,
    feedforward_coef: 1,
    feedforward_input: [{ step: { ...STEP, ...extra } }],
  }),
  basis: (extra) => ({ ...SMALL, coupling_coef: 0, coupling_basis_matrix: { ...BASIS, ...extra } }),
  file: (extra) => ({ ...SMALL, intercepts: { file: "a.npy", ...extra } }),
  fill: (extra) => ({ ...SMALL, intercepts: { fill: 1, ...extra } }),
  normal: (extra) => ({ ...SMALL, intercepts: { normal: { seed: 1, ...extra } } }),
  "empty source": (extra) => ({ ...SMALL, intercepts: extra }),
  "list element": (extra) => ({ ...SMALL, intercepts: [extra, 1] }),
  filters: (extra) => ({ ...SMALL, coupling_coef: { filters: { difference_of_gammas: {}, ...extra }, weights: 1 } }),
  weights: (extra) => ({
    ...SMALL,
    coupling_coef: { filters: { difference_of_gammas: {} }, weights: { fill: 1, ...extra } },
  }),
  title: (extra) => ({ ...SMALL, title: extra }),
  link: (extra) => ({ ...SMALL, inverse_link_function: extra }),
  key: (extra) => ({ ...SMALL, random_key: extra }),
  bins: (extra) => ({ ...SMALL, n_time_bins: extra }),
};

/** Own members only: `{ __proto__: 1 }` in a literal would be something else. */
function objectOf(name: string, value: unknown): object {
  return Object.defineProperty({}, name, { value, enumerable: true, configurable: true });
}

for (const [place, configWith] of Object.entries(PLACES)) {
  test(`${place}: a key with the name of a member of objects or lists is a key like any other`, () => {
    const told = (name: string, value: unknown): string => messages(plan(configWith(objectOf(name, value)))).join("\n");
    for (const value of [1, "text", null, [1], { length: { length: 1 } }, true]) {
      // Some places take no keys at all: there the kind of the value is told, and not its keys.
      const isNamed = told("qqqqqqqqqqqqqqqq", value).includes("qqqqqqqqqqqqqqqq");
      for (const name of NAMES) {
        const words = told(name, value);
        assert.match(words, /\S/, `nothing is said of ${name}`);
        assert.equal(words.includes(`"${name}"`), isNamed, `${name}: ${JSON.stringify(value)}: ${words}`);
      }
    }
  });
}

test("values with such names are values like any other", () => {
  for (const name of NAMES) {
    assert.match(messages(plan({ ...SMALL, inverse_link_function: name })).join(), /is not known/, name);
    assert.match(
      messages(plan({ ...SMALL, coupling_basis_matrix: { ...BASIS, basis: name } })).join(),
      /is not known/,
      name,
    );
    const labelled = {
      ...SMALL,
      neurons: { names: [name, "other"], groups: ["other group", name] },
      feedforward_coef: 1,
    };
    if (name !== "") {
      assert.deepEqual(
        plan({ ...labelled, feedforward_input: [{ step: STEP, neurons: [name] }] }).problems.filter(
          ({ severity }) => severity === "error",
        ),
        [],
        name,
      );
      const nobody = { ...SMALL, feedforward_coef: 1, feedforward_input: [{ step: STEP, neurons: name }] };
      assert.match(messages(plan(nobody)).join(), /no neuron and no group is named|write \d without quotes/, name);
    }
  }
});
