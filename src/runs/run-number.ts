import { closeSync, openSync, readdirSync, unlinkSync } from "node:fs";
import { join } from "node:path";

const PREFIX = ".run-number-";

/**
 * Claims the next number of a runs folder: 1, 2, 3 … in the order in which runs begin. No number is given twice, neither to two
 * processes at once nor again after its run was deleted: the number last given stays in the folder as an empty hidden file.
 * `highestKnown` is the highest number among the runs that are there, for folders whose file was lost.
 */
export function claimRunNumber(runsFolder: string, highestKnown: () => number): number {
  const given = claimed(runsFolder);
  let number = 1 + (given.length > 0 ? Math.max(...given) : highestKnown());
  for (;;) {
    if (mark(runsFolder, number)) {
      const later = Math.max(...claimed(runsFolder));
      if (later === number) break;
      // Someone went on and tidied up between our look and our mark: this number may have been given before.
      unmark(runsFolder, number);
      number = later;
    }
    number++;
  }
  for (const old of given) unmark(runsFolder, old);
  return number;
}

function claimed(runsFolder: string): number[] {
  return readdirSync(runsFolder)
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => Number(name.slice(PREFIX.length)))
    .filter(Number.isSafeInteger);
}

/** Whether the number was ours to take. */
function mark(runsFolder: string, number: number): boolean {
  try {
    closeSync(openSync(join(runsFolder, PREFIX + number), "wx"));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function unmark(runsFolder: string, number: number): void {
  try {
    unlinkSync(join(runsFolder, PREFIX + number));
  } catch {
    // Another process that begins a run tidied it up first.
  }
}
