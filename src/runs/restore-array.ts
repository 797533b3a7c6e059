import { constants } from "node:fs";
import { copyFile, rename, unlink } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { renameOver } from "../files/rename";
import { FileError, reasonOf } from "../files/errors";
import { isThere } from "../files/there";
import { whole } from "../text/numbers";
import type { RunManifest } from "../protocol/manifest";
import { RowFile, type RowType } from "./read/row-file";
import { POPULATION_FILE, RATES_FILE, SPIKES_FILE } from "./layout";

/** Bins whose sums are compared; a file of another run agrees in none or few of them. */
const SAMPLES = 64;
/** Sums of rates may have been added in another order, so they are compared with a tolerance. */
const TOLERANCE = 1e-4;

/** Each array's type, and its column in population.npy. */
const ARRAYS: Readonly<Record<string, { readonly dtype: RowType; readonly column: number }>> = {
  [SPIKES_FILE]: { dtype: "<i4", column: 0 },
  [RATES_FILE]: { dtype: "<f4", column: 1 },
};

/**
 * Why a file cannot be the run's array `name` (spikes.npy or rates.npy); null when it can: it has the right type and shape, holds
 * all bins that were done, and 64 of them add up to their sums in population.npy (where the run still has it).
 */
export function misfitOf(
  candidate: string,
  name: string,
  runFolder: string,
  { n_neurons: nNeurons, bins_done: bins }: RunManifest,
): string | null {
  const { dtype, column } = ARRAYS[name];
  const file = new RowFile(candidate, dtype, [nNeurons]);
  const sums = new RowFile(join(runFolder, POPULATION_FILE), "<f4", [2]);
  try {
    if (file.problem !== null) return `${file.problem}.`;
    if (file.rows < bins) return `${basename(candidate)} holds ${whole(file.rows)} of the run's ${whole(bins)} bins.`;
    const bin = differs(file, sums, column, Math.min(bins, sums.rows));
    return bin === null
      ? null
      : `${basename(candidate)} is of another run: bin ${whole(bin)} does not add up to what this run noted of it.`;
  } finally {
    file.close();
    sums.close();
  }
}

/** The first of some bins, spread over the run, whose row in `file` does not add up to its sum; null when all do. */
function differs(file: RowFile<RowType>, sums: RowFile<"<f4">, column: number, bins: number): number | null {
  const step = Math.max(1, Math.floor(bins / SAMPLES));
  for (let bin = 0; bin < bins; bin += step) {
    let sum = 0;
    file.forEach(bin, bin + 1, (row) => {
      for (let i = 0; i < file.rowShape[0]; i++) sum += row[i];
    });
    const noted = sums.element(bin, column);
    if (!(Math.abs(sum - noted) <= TOLERANCE * Math.max(1, Math.abs(noted)))) return bin;
  }
  return null;
}

/** Copies a file to `path`, whole or not at all. A file that is there already is kept as `name.damaged`. Throws FileError. */
export async function restoreArray(candidate: string, path: string): Promise<void> {
  const copy = `${path}.${process.pid}.tmp`;
  try {
    await copyFile(candidate, copy, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    const kept = (await isThere(path)) ? await freeBeside(path) : null;
    if (kept !== null) await rename(path, kept);
    await renameOver(copy, path).catch(async (error: unknown) => {
      if (kept !== null) await rename(kept, path);
      throw error;
    });
  } catch (error) {
    await unlink(copy).catch(() => undefined);
    const about = (error as NodeJS.ErrnoException).code === "ENOENT" ? candidate : path;
    throw new FileError(path, reasonOf(error, about), { cause: error });
  }
}

/** `spikes.damaged.npy`, or with a number. */
async function freeBeside(path: string): Promise<string> {
  const ending = extname(path);
  const stem = join(dirname(path), basename(path, ending));
  for (let number = 1; ; number++) {
    const free = `${stem}.damaged${number === 1 ? "" : `-${number}`}${ending}`;
    if (!(await isThere(free))) return free;
  }
}
