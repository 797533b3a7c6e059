import { MANIFEST_FILE } from "../protocol/manifest";

/** The name of every file that a run writes into its folder, once. */
export { MANIFEST_FILE };
export const SPIKES_FILE = "spikes.npy";
export const RATES_FILE = "rates.npy";
export const POPULATION_FILE = "population.npy";
export const INPUTS_FILE = "inputs.npz";
export const REPEAT_FILE = "repeat.py";
/** The config as it was when the run began, byte for byte. */
export const CONFIG_COPY_FILE = "config.jsonc";
/** Where the space for the last manifest waits until the run ends. */
export const RESERVE_FILE = ".run.glmrun.json.reserve";

/** Bins per block of the three summaries; each is a whole number of the one before. */
export const SUMMARY_SIZES = [64, 1024, 16384] as const;

export function summaryFile(size: number): string {
  return `summary-${size}.npy`;
}

/** Those that are there once the run has ended, the most interesting first. */
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

/** An input that is brought into order for a run, beside it. */
const SPOOL = ".feedforward-input.";

const KNOWN: ReadonlySet<string> = new Set([...RUN_FILES, RESERVE_FILE]);

/** What lies beside a file: a part that was being written when its program was killed, or an array that was put aside for a better one. */
const TEMPORARY = /\.(\d+)(-\d+)?\.tmp$/;
const PUT_ASIDE = /\.damaged(-\d+)?(?=\.npy$)/;

/** Whether a file of this name in a run's folder is one that a run wrote, or a leftover of one. */
export function isRunFile(name: string): boolean {
  return KNOWN.has(name.replace(TEMPORARY, "").replace(PUT_ASIDE, ""));
}

/** The process that was writing a temporary file of this name in a run's or a runs folder; null where it is no such file. */
export function writerOfTemporary(name: string): number | null {
  const writer = TEMPORARY.exec(name);
  return writer && (isRunFile(name) || name.startsWith(SPOOL)) ? Number(writer[1]) : null;
}
