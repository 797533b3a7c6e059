import * as z from "zod";
import { INVERSE_LINKS, LINKS } from "../../model/links";
import { BASIS_SNIPPETS, basisSource } from "./bases";
import { helped, positive, SEED_LIMIT, value, wholeFrom } from "./numbers";
import { arrayFilters, arraySource, fitSnippet, gammaFilters, SOURCES, sourceSnippets } from "./sources";
import { feedforwardInput } from "./stimuli";

const randomKey = z.union([
  z.int().min(0).max(SEED_LIMIT),
  z.tuple([z.int().min(0).max(SEED_LIMIT), z.int().min(0).max(SEED_LIMIT)]),
]);

const neurons = z.strictObject({
  names: helped(z.array(z.string()), "One name for each neuron.").optional(),
  groups: helped(
    z.array(z.string()),
    "One group for each neuron: groups have a colour, can be ordered by, and can be chosen by stimuli.",
  ).optional(),
});

/**
 * What a `*.glm.json` is: the one definition that configs are checked by and that the JSON Schema for completion and hovers is
 * generated from. The keys are the arguments of `nemos.simulation.simulate_recurrent`.
 */
export const configSchema = z.strictObject({
  $schema: z.string().optional(),
  title: helped(z.string(), "A title for the runs of this config.").optional(),
  description: helped(z.string(), "What this simulation is about, for its readers.").optional(),
  coupling_coef: helped(
    z.union([...SOURCES, gammaFilters, arrayFilters]),
    "`(N receiver, N sender, B)`: how spikes of each sender, filtered by each basis function, drive each receiver. Or `filters` that are fitted onto the basis.",
    ...sourceSnippets(3, "[receiver][sender][basis function]"),
    fitSnippet("[0, ${2:10}]"),
    {
      label: '{ "filters": difference of gammas, "weights": … }',
      description: "one filter shape, one weight for each pair",
      body: { filters: { difference_of_gammas: {} }, weights: "^${1:[[0]]}" },
    },
  ),
  coupling_basis_matrix: helped(
    z.union([...SOURCES, basisSource]),
    "`(W, B)`: the basis functions over the window of past bins; row 0 is one bin back. Name a basis of NeMoS, or give the matrix.",
    ...BASIS_SNIPPETS,
    ...sourceSnippets(2, "[bin of the window][basis function]"),
  ),
  intercepts: helped(
    arraySource,
    "`(N,)`: what drives each neuron on its own. The rate without any input is `inverse_link_function(intercept)`, in counts per bin.",
    ...sourceSnippets(1, "one number for each neuron"),
    fitSnippet(),
  ),
  feedforward_coef: helped(
    arraySource,
    "`(N, K)`: how each feature of the feedforward input drives each neuron. Leave it out, with `feedforward_input`, for coupling only.",
    ...sourceSnippets(2, "[neuron][feature]"),
    fitSnippet("[${2:10}, ${3:12}]"),
  ).optional(),
  feedforward_input: helped(
    feedforwardInput,
    "`(T, N, K)`: the input to each neuron in each bin: an array (a C-order `.npy` file is streamed), or a list of stimuli that add up.",
    {
      label: '[ { "step": … } ]',
      description: "on for a while",
      body: [{ step: { start: "^${1:200}", duration: "^${2:100}", amplitude: "^${3:1}" } }],
    },
    {
      label: '[ { "sine": … } ]',
      description: "an oscillation",
      body: [{ sine: { period: "^${1:200}", phase: 0, amplitude: "^${2:1}" } }],
    },
    {
      label: '[ { "pulses": … } ]',
      description: "pulses again and again",
      body: [{ pulses: { start: "^${1:0}", duration: "^${2:20}", period: "^${3:200}", amplitude: "^${4:1}" } }],
    },
    {
      label: '[ { "normal": … } ]',
      description: "white noise",
      body: [{ normal: { seed: "^${1:0}", mean: 0, std: "^${2:1}" } }],
    },
    ...sourceSnippets(3, "[bin][neuron][feature]"),
  ).optional(),
  init_y: helped(
    arraySource,
    "`(W, N)`: spike counts before the first bin; the last row is the bin just before it. Zeros when left out.",
    value(0),
    ...sourceSnippets(2, "[bin before the first, oldest first][neuron]"),
  ).optional(),
  random_key: helped(
    randomKey,
    "The seed of `jax.random.key`, an integer from 0 to 2^32-1; or `[high, low]` as `jax.random.key_data` gives it. 0 when left out.",
    value(123),
    value([0, 123], "as jax.random.key_data gives it"),
  ).optional(),
  inverse_link_function: helped(
    z.enum(INVERSE_LINKS),
    "From what drives a neuron to its rate in counts per bin; `softplus` when left out. A fitted NeMoS model has `exp` unless told otherwise. Names with their module (`jax.nn.softplus`), `expit` and `sigmoid` are understood.",
    ...INVERSE_LINKS.map((link) => value(link, LINKS[link].about)),
  ).optional(),
  arithmetic: helped(
    z.union([z.enum(["auto", "fast", "nemos"]), z.strictObject({ order: z.enum(["nemos-avx512", "nemos-avx2"]) })]),
    "In which order float32 numbers are added; `auto` when left out. `nemos`: as NeMoS 0.2.8 with jaxlib 0.10.2 adds them on an x86-64 CPU with AVX-512, so that rates are its rates bit for bit; slower. `auto`: so where other spikes are to be expected otherwise, and where it takes no time worth speaking of.",
    value("auto", "as NeMoS where other spikes are to be expected otherwise; else whatever is fastest"),
    value("fast", "whatever order is fastest here"),
    value("nemos", "as NeMoS on a machine with AVX-512, bit for bit; slower"),
    {
      label: '{ "order": "nemos-avx512" }',
      description: "as NeMoS on a machine with AVX-512",
      body: { order: "nemos-avx512" },
    },
    {
      label: '{ "order": "nemos-avx2" }',
      description: "as NeMoS on a machine with AVX2, but no AVX-512",
      body: { order: "nemos-avx2" },
    },
  ).optional(),
  n_time_bins: helped(
    wholeFrom(1),
    "T, how many bins to simulate. Left out where a `feedforward_input` array says it.",
    value(1000),
  ).optional(),
  bin_size: helped(
    positive,
    "Seconds per bin. The model has no time step: this only labels axes (s, Hz) and exports.",
    value(0.001, "1 ms"),
    value(0.01, "10 ms"),
  ).optional(),
  neurons: helped(neurons, "Names and groups of the neurons, for plots and for stimuli.", {
    label: "names, groups",
    body: { names: ["${1:a}"], groups: ["${2:excitatory}"] },
  }).optional(),
});

export type Config = z.infer<typeof configSchema>;
export type Arithmetic = NonNullable<Config["arithmetic"]>;
export type ConfigKey = keyof Config;
