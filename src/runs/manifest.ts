import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { reasonOf } from "../files/errors";
import { MANIFEST_FILE, type RunManifest, type ShownStatus } from "../protocol/manifest";

/** A running run whose manifest was not renewed for this long is taken to be dead, in milliseconds. */
const SILENCE = 60_000;

/** A run folder whose manifest is missing or is not what it should be. The message names the file and what is wrong with it. */
export class RunDamagedError extends Error {
  constructor(
    readonly file: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(`${file}: ${message}`, options);
    this.name = "RunDamagedError";
  }
}

const whole = z.int().nonnegative();
const word = whole.max(0xffffffff);
const moment = z.iso.datetime();
const labels = z.array(z.string()).nullable();

/**
 * What a manifest of format version 1 holds. Keys that are not known are kept; those that were added to the format later have
 * defaults, so that every run ever written can be read.
 */
const manifestSchema = z.looseObject({
  format: z.literal("spikeloop-run"),
  format_version: z.literal(1),
  run_number: whole,
  status: z.enum(["running", "finished", "cancelled", "diverged", "failed"]),
  config: z.string(),
  config_sha256: z.string(),
  title: z.string().nullable().default(null),
  inputs: z.array(z.looseObject({ argument: z.string(), file: z.string(), array: z.string().optional(), sha256: z.string() })),
  feedforward_input: z.unknown().default(null),
  n_neurons: z.int().positive(),
  n_time_bins: whole,
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
  spikes_per_neuron: z.array(whole).nullable(),
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

/** Reads a run's manifest. Throws RunDamagedError when it is missing, cannot be read, or is not a manifest of a known version. */
export function readManifest(folder: string): RunManifest {
  const file = join(folder, MANIFEST_FILE);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new RunDamagedError(file, `the run's manifest cannot be read: ${reasonOf(error, MANIFEST_FILE)}`, { cause: error });
  }
  return parseManifest(text, file);
}

/** The same from its text; `file` is what an error names. */
export function parseManifest(text: string, file: string): RunManifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new RunDamagedError(file, `the run's manifest is not JSON (${(error as Error).message})`, { cause: error });
  }
  checkVersion(value, file);
  const parsed = manifestSchema.safeParse(value);
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    throw new RunDamagedError(file, `the run's manifest is damaged at ${path.map(String).join(".") || "its beginning"}: ${message}`);
  }
  checkConsistency(parsed.data, file);
  return parsed.data;
}

/** The status to show: a run that says it is running, but whose process is gone or silent, was interrupted. */
export function shownStatus(manifest: RunManifest, now = Date.now()): ShownStatus {
  if (manifest.status !== "running") return manifest.status;
  const silent = now - Date.parse(manifest.updated) > SILENCE;
  return silent || isGone(manifest.process) ? "interrupted" : "running";
}

/** Whether a process of this computer has ended; of other computers it is not known. */
export function isGone({ pid, host }: RunManifest["process"]): boolean {
  if (host !== hostname()) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

function checkVersion(value: unknown, file: string): void {
  const { format, format_version: version } = (value ?? {}) as { format?: unknown; format_version?: unknown };
  if (format !== "spikeloop-run") throw new RunDamagedError(file, `not a run's manifest: "format" is not "spikeloop-run"`);
  if (typeof version === "number" && version > 1) {
    throw new RunDamagedError(file, `this run has format version ${version}, which a newer Spikeloop wrote; update Spikeloop to open it`);
  }
}

function checkConsistency({ bins_done, n_time_bins, n_neurons, spikes_per_neuron }: RunManifest, file: string): void {
  if (bins_done > n_time_bins) {
    throw new RunDamagedError(file, `the run's manifest is damaged: bins_done (${bins_done}) is more than n_time_bins (${n_time_bins})`);
  }
  if (spikes_per_neuron && spikes_per_neuron.length !== n_neurons) {
    throw new RunDamagedError(
      file,
      `the run's manifest is damaged: spikes_per_neuron has ${spikes_per_neuron.length} entries for ${n_neurons} neurons`,
    );
  }
}
