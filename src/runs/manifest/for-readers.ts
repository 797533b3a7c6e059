import * as z from "zod";
import type { RunManifest } from "../../protocol/manifest";
import { manifestSchema } from "../../protocol/manifest-schema";
import { plural } from "../../text/numbers";

/** Bin sizes in seconds that can label axes: rates of up to 10^6 per bin stay finite in Hz. */
const BIN_SIZES = { least: 1e-12, most: 1e12 };

/** Most characters shown of a text, and of a label; on disk they may be longer. */
const LONGEST_TEXT = 4096;
const LONGEST_LABEL = 256;

/**
 * A manifest to be shown: only keys of the format that a view needs, texts cut to what anybody reads, and no labels or bin size that do
 * not fit (`remarksOn` reports those). Unknown keys, which a stranger may have added, are dropped.
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

/** The part of a value that its schema knows. */
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

/** What is left out of a manifest because it does not fit, in words. */
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
