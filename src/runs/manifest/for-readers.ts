import * as z from "zod";
import type { RunManifest } from "../../protocol/manifest";
import { manifestSchema } from "../../protocol/manifest-schema";
import { plural } from "../../text/numbers";

/** Seconds of a bin that axes can be labelled by: rates of up to 10^6 a bin are numbers in Hz too. */
const BIN_SIZES = { least: 1e-12, most: 1e12 };

/** Characters that are shown of a text, and of a label, which has to be fitted into little room; what is on disk may be longer. */
const LONGEST_TEXT = 4096;
const LONGEST_LABEL = 256;

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
