import type { Key } from "../model/types";
import { MANIFEST_FILE } from "../protocol/manifest";

/** The name of every file that a run writes into its folder, once. */
export { MANIFEST_FILE };
export const SPIKES_FILE = "spikes.npy";
export const RATES_FILE = "rates.npy";
export const POPULATION_FILE = "population.npy";
export const INPUTS_FILE = "inputs.npz";
export const REPEAT_FILE = "repeat.py";
/** The config as it was when the run started, byte for byte. */
export const CONFIG_COPY_FILE = "config.jsonc";
/** Reserves the space of the last manifest until the run ends. */
export const RESERVE_FILE = ".run.glmrun.json.reserve";

/** Bins per block of the three summaries; each is a multiple of the one before. */
export const SUMMARY_SIZES = [64, 1024, 16384] as const;

export function summaryFile(size: number): string {
  return `summary-${size}.npy`;
}

/** `20261123T101530Z-key123`, for a key pair with a high word `…-key12345-678`: the name of a run's folder. */
export function runFolderName(started: Date, [high, low]: Key): string {
  const stamp = started.toISOString().replace(/[-:]|\.\d+/g, "");
  return `${stamp}-key${high === 0 ? low : `${high}-${low}`}`;
}

/** The files of a run that has ended, the most interesting first. */
export const RUN_FILES: readonly string[] = [
  MANIFEST_FILE,
  SPIKES_FILE,
  RATES_FILE,
  INPUTS_FILE,
  REPEAT_FILE,
  CONFIG_COPY_FILE,
  POPULATION_FILE,
  ...SUMMARY_SIZES.map(summaryFile),
];

/** Feedforward input that is spooled to a temporary file for a run. */
const SPOOL = ".feedforward-input.";

const KNOWN: ReadonlySet<string> = new Set([...RUN_FILES, RESERVE_FILE]);

/** Endings that a file's name may get: of a part that a killed process left, and of a damaged array that was replaced. */
const TEMPORARY = /\.(\d+)(-\d+)?\.tmp$/;
const PUT_ASIDE = /\.damaged(-\d+)?(?=\.npy$)/;

/** Whether a file of this name in a run's folder is one that a run wrote, or a leftover of one. */
export function isRunFile(name: string): boolean {
  return KNOWN.has(name.replace(TEMPORARY, "").replace(PUT_ASIDE, ""));
}

/** The process that wrote a temporary file of this name into a run's or a runs folder; null for other names. */
export function writerOfTemporary(name: string): number | null {
  const writer = TEMPORARY.exec(name);
  return writer && (isRunFile(name) || name.startsWith(SPOOL)) ? Number(writer[1]) : null;
}
