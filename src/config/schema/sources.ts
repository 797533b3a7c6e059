import * as z from "zod";
import { COMPUTED, type ComputedValue } from "../sources/computed";
import { helped, real, shape, someText, value, wholeFrom, type Snippet } from "./numbers";

const SHAPE = "The array's shape, e.g. `[2, 2, 10]`. Needed only where the other arguments do not fix it.";
const shapeHelp = helped(shape, SHAPE);

export const fileSource = z.strictObject({
  file: helped(
    someText,
    "A `.npy`, `.npz` or `.csv` file (a `.txt`, `.tsv` or `.dat` is read like a `.csv`), relative to this config, with `/` between folders.",
  ),
  array: helped(
    someText,
    "Name of the array in a `.npz` archive. When left out: the one named like the argument, else the only one.",
  ).optional(),
  shape: helped(
    shape,
    "The shape of the array. A `.csv` file is read row by row; without a shape it is 2-D (one row or one column may be 1-D).",
  ).optional(),
});

const featureRange = z.tuple([wholeFrom(0), wholeFrom(1)]);

/** Parameters of a fitted model, as NeMoS saved it. */
export const nemosSource = z.strictObject({
  nemos: helped(
    z.strictObject({
      file: helped(someText, 'What `model.save_params("fit.npz")` wrote, relative to this config.'),
      features: helped(
        z.union([featureRange, someText]),
        "Which of the fit's features: `[start, stop]` as in Python (`stop` is not among them), or the name of a block where the model was fitted to a dictionary. Not for `intercepts`. Features of a coupling are N × B, all basis functions of the first sender, then those of the next.",
        value([0, 10], "the first ten"),
        value("coupling", "a block by its name"),
      ).optional(),
    }),
    "Parameters of a model that NeMoS fitted; its feature mask is applied. They are read again for each run.",
  ),
});

const computedSources = COMPUTED.map(({ key, parameters }): z.ZodType<Exclude<ComputedValue, number>> =>
  z.strictObject({ [key]: parameters, shape: shapeHelp.optional() }),
);

/** Nested lists of numbers, not of objects; elements are checked when they are read. */
const numbers = z
  .array(z.unknown())
  .refine(
    (list) => !list.some((element) => typeof element === "object" && element !== null && !Array.isArray(element)),
    {
      abort: true,
      error: "must be nested lists of numbers, without objects",
    },
  );

/** The sources of any array. */
export const SOURCES = [real, numbers, someText, fileSource, nemosSource, ...computedSources] as const;
export const arraySource = z.union(SOURCES);
export type ArraySource = z.infer<typeof arraySource>;
export type FileSource = z.infer<typeof fileSource>;
export type NemosSource = z.infer<typeof nemosSource>["nemos"];

const SOURCE_SNIPPETS: readonly Snippet[] = [
  { label: "a .npy, .npz or .csv file", description: "relative to this config", body: "${1:name.npy}" },
  {
    label: '{ "file": … }',
    description: "a file, and which array of it",
    body: { file: "${1:arrays.npz}", array: "${2:name}" },
  },
  ...COMPUTED.map(({ key, about, example }) => ({
    label: `{ "${key}": … }`,
    description: about,
    body: { [key]: example },
  })),
];

/** Snippets for an array of `axes` dimensions: first its list, then the other sources. */
export function sourceSnippets(axes: number, what = "numbers in nested lists"): Snippet[] {
  const list = `${"[".repeat(axes)}\${1:0}${"]".repeat(axes)}`;
  return [{ label: list.replace("${1:0}", "…"), description: what, body: `^${list}` }, ...SOURCE_SNIPPETS];
}

/** The snippet of a fit's parameters, with features or without. */
export function fitSnippet(features?: string): Snippet {
  const body = { file: "${1:fit.npz}", ...(features === undefined ? {} : { features: `^${features}` }) };
  return { label: '{ "nemos": … }', description: "from a model that NeMoS fitted", body: { nemos: body } };
}

const gammaNumber = (text: string): z.ZodOptional<typeof real> => helped(real, text).optional();

/** `nemos.simulation.difference_of_gammas` without its window, which is the basis's. */
export const gammaParameters = z.strictObject({
  upper_percentile: gammaNumber(
    "The window ends where the wider of the two distributions has passed this part of its mass; at least 0, below 1; 0.99 when left out.",
  ),
  inhib_a: gammaNumber("Shape of the gamma distribution that is subtracted; 1 when left out."),
  excit_a: gammaNumber("Shape of the gamma distribution that is added; 2 when left out."),
  inhib_b: gammaNumber("Rate of the gamma distribution that is subtracted; 1 when left out."),
  excit_b: gammaNumber("Rate of the gamma distribution that is added; 2 when left out."),
});

export const gammaFilters = z.strictObject({
  filters: z.strictObject({
    difference_of_gammas: helped(
      gammaParameters,
      "One filter over the window, the difference of two gamma densities with a 2-norm of 1, as `nemos.simulation.difference_of_gammas` makes it. `{}` takes NeMoS' values.",
      { label: "{}", description: "NeMoS' values", body: {} },
    ),
  }),
  weights: helped(
    arraySource,
    "`(N receiver, N sender)`: the filter is multiplied by one weight for each pair of neurons. Positive weights excite where the filter is positive.",
    ...sourceSnippets(2),
  ),
});

export const arrayFilters = z.strictObject({
  filters: helped(
    arraySource,
    '`(W, N receiver, N sender)`: one filter for each pair, fitted onto the basis by least squares as `nemos.simulation.regress_filter` does; or `{ "difference_of_gammas": {} }` with `weights`.',
    {
      label: '{ "difference_of_gammas": … }',
      description: "one filter shape, with weights",
      body: { difference_of_gammas: {} },
    },
    ...sourceSnippets(3),
  ),
});

export const windowSize = helped(
  wholeFrom(1),
  "W, the length of the window in bins: how far back a spike is felt.",
  value(100),
);
