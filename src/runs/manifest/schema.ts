import * as z from "zod";
import type { InputFile, RunManifest } from "../../protocol/manifest";
import { plural } from "../../text/numbers";

/** More neurons than any coupling has room for: (10^6)^2 numbers are 4 TB. Arrays of this length can still be held. */
export const MOST_NEURONS = 1_000_000;

/** Seconds of a bin that axes can be labelled by: rates of up to 10^6 a bin are numbers in Hz too. */
const BIN_SIZES = { least: 1e-12, most: 1e12 };

/** Characters that are shown of a text, and of a label, which has to be fitted into little room; what is on disk may be longer. */
const LONGEST_TEXT = 4096;
const LONGEST_LABEL = 256;

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isText = (value: unknown): value is string => typeof value === "string";
const isInput = (value: unknown): value is InputFile => {
  const { argument, file, array, sha256 } = (value ?? {}) as Partial<Record<keyof InputFile, unknown>>;
  return isText(argument) && isText(file) && isText(sha256) && (array === undefined || isText(array));
};

/** A list of which the first wrong entry is told: as many faults as a damaged list has entries would take longer than to read it. */
function listOf<T>(isItem: (value: unknown) => value is T, expected: string) {
  return z.unknown().transform((value, context): readonly T[] => {
    const at = Array.isArray(value) ? value.findIndex((item) => !isItem(item)) : null;
    if (at === -1) return value as T[];
    const path = at === null ? [] : [at];
    context.addIssue({ code: "custom", path, message: at === null ? "a list is expected" : `${expected} is expected` });
    return z.NEVER;
  });
}

const whole = z.int().nonnegative();
const word = whole.max(0xffffffff);
const moment = z.iso.datetime();
const labels = listOf(isText, "a text").nullable();

/**
 * What a manifest of format version 1 holds. Keys that are not known are kept; those that were added to the format later have
 * defaults, so that every run ever written can be read.
 */
export const manifestSchema = z.looseObject({
  format: z.literal("spikeloop-run"),
  format_version: z.literal(1),
  run_number: whole,
  status: z.enum(["running", "finished", "cancelled", "diverged", "failed"]),
  config: z.string(),
  config_sha256: z.string(),
  title: z.string().nullable().default(null),
  inputs: listOf(isInput, "an argument with its file"),
  feedforward_input: z.unknown().default(null),
  n_neurons: z.int().positive().max(MOST_NEURONS),
  n_time_bins: z.int().positive(),
  bins_done: whole,
  window_size: whole,
  n_basis_funcs: whole,
  n_features: whole,
  random_key: z.tuple([word, word]),
  inverse_link_function: z.string(),
  bin_size: z.number().positive().nullable(),
  neurons: z.looseObject({ names: labels, groups: labels }),
  started: moment,
  updated: moment,
  elapsed_seconds: z.number().nonnegative(),
  engine: z.looseObject({ kernel: z.string(), threads: whole, strategy: z.string().optional() }),
  spikes_total: whole,
  spikes_expected: z.number().default(0),
  spikes_per_neuron: listOf(isWhole, "a count").nullable(),
  mean_spike_count: z.number(),
  rate_min: z.number().nullable(),
  rate_mean: z.number().nullable(),
  rate_max: z.number().nullable(),
  error: z
    .looseObject({
      message: z.string(),
      bin: whole.optional(),
      neuron: whole.optional(),
      rate: z.union([z.number(), z.string()]).optional(),
      argument: z.string().optional(),
    })
    .nullable(),
  versions: z.looseObject({ spikeloop: z.string(), node: z.string() }),
  process: z.looseObject({ pid: z.int(), host: z.string() }),
});

/**
 * A manifest for whoever shows it: only what is known of the format and of use to a view, texts no longer than anybody reads, and no
 * labels or bin size that do not fit (`remarksOn` tells of those). What a stranger added to a manifest goes no further than its file.
 */
export function forReaders(manifest: RunManifest): RunManifest {
  const fitting = (list: readonly string[] | null): readonly string[] | null =>
    list?.length === manifest.n_neurons ? list.map((label) => cut(label, LONGEST_LABEL)) : null;
  const { names, groups } = manifest.neurons;
  return knownPart(manifestSchema, {
    ...manifest,
    inputs: [],
    feedforward_input: null,
    bin_size: isBinSize(manifest.bin_size) ? manifest.bin_size : null,
    neurons: { names: fitting(names), groups: fitting(groups) },
  }) as RunManifest;
}

function cut(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** What a schema knows of a value that follows it. */
function knownPart(schema: unknown, value: unknown): unknown {
  if (typeof value === "string") return cut(value, LONGEST_TEXT);
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return knownPart(schema.unwrap(), value);
  if (schema instanceof z.ZodObject && value !== null) {
    const parts = Object.entries(schema.shape).map(
      ([key, part]) => [key, knownPart(part, (value as Record<string, unknown>)[key])] as const,
    );
    return Object.fromEntries(parts.filter(([, part]) => part !== undefined));
  }
  return Array.isArray(value) ? value.map((item) => knownPart(null, item)) : value;
}

/** What of a manifest is not shown since it does not fit, in words. */
export function remarksOn({
  n_neurons: nNeurons,
  neurons: { names, groups },
  bin_size: binSize,
}: RunManifest): string[] {
  const misfit = (list: readonly string[] | null, noun: string): string[] =>
    list === null || list.length === nNeurons
      ? []
      : [
          `The run's manifest is damaged: it has ${plural(list.length, noun)} for ${plural(nNeurons, "neuron")}, which are left out.`,
        ];
  const strange =
    binSize === null || isBinSize(binSize)
      ? []
      : [`Nothing is labelled by the run's bin size of ${binSize} s: time is counted in bins.`];
  return [...misfit(names, "name"), ...misfit(groups, "group"), ...strange];
}

function isBinSize(seconds: number | null): boolean {
  return seconds !== null && seconds >= BIN_SIZES.least && seconds <= BIN_SIZES.most;
}
