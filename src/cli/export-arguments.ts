import { EXPORTERS } from "../runs/export";
import type { Exporter } from "../runs/export/exporter";
import { secondsOf } from "./numbers";
import { quoted, UsageError, type Values } from "./options";

/** What of a run is written where. */
export interface ExportCommand {
  readonly kind: "export";
  /** The run's folder, or its manifest. */
  readonly run: string;
  /** One for each file that is written. */
  readonly exporters: readonly Exporter[];
  /** The file; the names of two files are made from it. When left out, files are named by the run and lie in the current folder. */
  readonly out?: string;
  /** First bin, and the bin behind the last; null: the run's own. */
  readonly bins: readonly [number | null, number | null];
  /** Indices, ranges, names and groups; all when left out. */
  readonly neurons?: readonly NeuronItem[];
  /** Seconds per bin, in place of the run's own. */
  readonly binSize?: number;
}

/** A neuron, neurons [start, end), or a name or group. */
export type NeuronItem = number | readonly [number | null, number | null] | string;

/** A file with both where the format has it, else two files. Meant without `--what`, if the format has both. */
const BOTH = "both";
const PARTS = ["spikes", "rates"];

/** Throws UsageError. */
export function parseExport(runs: readonly string[], values: Values): ExportCommand {
  if (runs.length > 1) throw new UsageError(`export takes one run, and ${runs.length} were given`);
  return {
    kind: "export",
    run: runs[0],
    exporters: exportersOf(values.to, values.what),
    out: values.out,
    bins: values.bins === undefined ? [null, null] : binsOf(values.bins),
    neurons: values.neurons?.split(",").map(neuronItem),
    binSize: values["bin-size"] === undefined ? undefined : secondsOf(values["bin-size"]),
  };
}

/** The exporters of a format that write what is asked for; of a format without both the first is the usual one. Throws UsageError. */
export function exportersOf(
  format: string | undefined,
  what: string | undefined,
  exporters: readonly Exporter[] = EXPORTERS,
): readonly Exporter[] {
  const formats = [...new Set(exporters.map(({ id }) => id.split(":")[0]))];
  if (format === undefined) throw new UsageError(`say in which format: --to ${formats.join(", --to ")}`);
  if (!formats.includes(format))
    throw new UsageError(
      `--to ${quoted(format)} is no format that runs are exported to; there are ${formats.join(", ")}`,
    );
  const choice = exporters.filter(({ id }) => id.startsWith(`${format}:`));
  const find = (part: string): Exporter[] => choice.filter(({ id }) => id === `${format}:${part}`);
  const one = find(what ?? BOTH);
  if (one.length > 0) return one;
  const two = PARTS.flatMap(find);
  const hasBoth = two.length === PARTS.length;
  if (hasBoth && (what ?? BOTH) === BOTH) return two;
  if (what === undefined) return choice.slice(0, 1);
  const contents = [...choice.map(({ id }) => id.slice(format.length + 1)), ...(hasBoth ? [BOTH] : [])];
  throw new UsageError(`--what ${quoted(what)} is nothing that ${format} holds; there are ${contents.join(", ")}`);
}

function binsOf(text: string): readonly [number | null, number | null] {
  const range = rangeOf(text);
  if (range === null)
    throw new UsageError(`--bins takes the first bin and the one behind the last, e.g. 0:1000; it was ${quoted(text)}`);
  return range;
}

function neuronItem(text: string): NeuronItem {
  const item = text.trim();
  if (item === "")
    throw new UsageError("--neurons takes indices, ranges, names and groups between commas, e.g. 0,3,10:20,excitatory");
  return /^\d{1,9}$/.test(item) ? Number(item) : (rangeOf(item) ?? item);
}

/** `3:10`, `:10`, `3:`, as Python writes slices. */
function rangeOf(text: string): readonly [number | null, number | null] | null {
  const found = /^(\d{0,15}):(\d{0,15})$/.exec(text);
  if (!found) return null;
  const [start, end] = found.slice(1).map((digits) => (digits === "" ? null : Number(digits)));
  return [start, end];
}
