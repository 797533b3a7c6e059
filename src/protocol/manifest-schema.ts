import * as z from "zod";

/**
 * `run.glmrun.json`: what a run is and how far it got. Public: may be extended, never broken. manifest.ts derives its
 * types from this schema; code without zod (the webview, the extension's start) imports only those.
 */

/** More neurons than any coupling allows: (10^6)^2 numbers are 4 TB. Arrays of this length still fit in memory. */
const MOST_NEURONS = 1_000_000;

/** An object that keeps unknown keys when read. They are not part of its type, so that misspelled keys are compile errors. */
const open = z.looseObject as <S extends z.ZodRawShape>(shape: S) => z.ZodObject<S>;

/**
 * A list that reports its first wrong entry only. Parsing every entry, or reporting every wrong one, would take longer
 * than reading a long list.
 */
function listOf<T>(isItem: (value: unknown) => value is T, expected: string) {
  return z.unknown().transform((value, context): readonly T[] => {
    const at = Array.isArray(value) ? value.findIndex((item) => !isItem(item)) : null;
    if (at === -1) return value as T[];
    const path = at === null ? [] : [at];
    context.addIssue({ code: "custom", path, message: at === null ? "a list is expected" : `${expected} is expected` });
    return z.NEVER;
  });
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isText = (value: unknown): value is string => typeof value === "string";
const inputFile = open({ argument: z.string(), file: z.string(), array: z.string().optional(), sha256: z.string() });
const isInputFile = (value: unknown): value is z.output<typeof inputFile> => inputFile.safeParse(value).success;

const whole = z.int().nonnegative();
const word = whole.max(0xffffffff);
const moment = z.iso.datetime();
const labels = listOf(isText, "a text").nullable();

/**
 * A manifest of format version 1, in the order of writing. Keys added later have defaults, so that every old run can be
 * read.
 */
export const manifestSchema = open({
  format: z.literal("spikeloop-run"),
  format_version: z.literal(1),
  run_number: whole,
  status: z.enum(["running", "finished", "cancelled", "diverged", "failed"]),
  /** The config, relative to the run folder. */
  config: z.string(),
  config_sha256: z.string(),
  title: z.string().nullable().default(null),
  /** Arguments that came from files: the file's path relative to the run folder, and its digest. */
  inputs: listOf(isInputFile, "an argument with its file"),
  /** The config's own JSON value of `feedforward_input`, to rebuild the input when inputs.npz does not hold it. */
  feedforward_input: z.unknown().default(null),
  n_neurons: z.int().positive().max(MOST_NEURONS),
  n_time_bins: z.int().positive(),
  bins_done: whole,
  window_size: whole,
  n_basis_funcs: whole,
  n_features: whole,
  random_key: z.tuple([word, word]),
  inverse_link_function: z.string(),
  /** Seconds per bin; null: axes are in bins. */
  bin_size: z.number().positive().nullable(),
  neurons: open({ names: labels, groups: labels }),
  started: moment,
  updated: moment,
  elapsed_seconds: z.number().nonnegative(),
  /** What computed the run. Kernel and strategy fix the order of summation; older runs lack what comes after the threads. */
  engine: open({
    kernel: z.string(),
    threads: whole,
    strategy: z.string().optional(),
    /** Whose order of the strategy `nemos`: `avx512` or `avx2`. */
    order: z.string().optional(),
    /** Draws of all bins that are expected to differ from NeMoS' unless its order is taken. */
    expected_differing_draws: z.number().nonnegative().optional(),
    /** `bitwise` or `same-spikes-expected`; left out where other spikes are to be expected. */
    promise: z.string().optional(),
  }),
  spikes_total: whole,
  /** Sum of all rates: the expected number of spikes. */
  spikes_expected: z.number().default(0),
  /** (N,); null for more than 10^4 neurons, whose counts are in the summaries. */
  spikes_per_neuron: listOf(isWhole, "a count").nullable(),
  /** Counts per neuron and bin. */
  mean_spike_count: z.number(),
  rate_min: z.number().nullable(),
  rate_mean: z.number().nullable(),
  rate_max: z.number().nullable(),
  error: open({
    message: z.string(),
    bin: whole.optional(),
    neuron: whole.optional(),
    /** Counts per bin; a string where JSON has no number for it ("NaN", "Infinity"). */
    rate: z.union([z.number(), z.string()]).optional(),
    /** The config key that contributes most to the divergence. */
    argument: z.string().optional(),
  }).nullable(),
  versions: open({ spikeloop: z.string(), node: z.string() }),
  process: open({ pid: z.int(), host: z.string() }),
});
