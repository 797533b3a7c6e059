import { closeSync, openSync, readdirSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { makesNew, tolerate } from "../../files/attempt";
import { FileError } from "../../files/errors";

const PREFIX = ".run-number-";

/** Larger numbers were never given: a file with one must not use up the numbers of its folder. */
const LARGEST = 999_999_999;
const NUMBER = /^[1-9]\d{0,8}$/;

/**
 * Claims the next number of a runs folder: 1, 2, 3 … in the order in which runs start. No number is given twice, neither to two
 * processes at once nor after its run was deleted: the last number stays in the folder as the name of an empty hidden file.
 * `known` are the numbers of the runs there, for folders whose file was lost. Throws FileError when all numbers are used up.
 */
export function claimRunNumber(runsFolder: string, known: () => readonly number[]): number {
  const given = claimed(runsFolder);
  let number = 1 + highest(given.length > 0 ? given : known().filter((one) => one <= LARGEST));
  for (;;) {
    if (number > LARGEST)
      throw new FileError(
        runsFolder,
        `the numbers of its runs are used up: delete ${PREFIX}${LARGEST} in ${runsFolder}`,
      );
    if (mark(runsFolder, number)) {
      const later = highest(claimed(runsFolder));
      if (later === number) break;
      // Another process claimed numbers and removed old files since we listed them: this number may have been given.
      unmark(runsFolder, number);
      number = later;
    }
    number++;
  }
  for (const old of given) unmark(runsFolder, old);
  return number;
}

/** Whether a file of a runs folder holds its last number. */
export function isRunNumberFile(name: string): boolean {
  return name.startsWith(PREFIX);
}

function claimed(runsFolder: string): number[] {
  return readdirSync(runsFolder)
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => name.slice(PREFIX.length))
    .filter((digits) => NUMBER.test(digits))
    .map(Number);
}

/** The largest number; 0 when there is none. */
function highest(numbers: readonly number[]): number {
  return numbers.reduce((most, number) => Math.max(most, number), 0);
}

/** Whether the number was ours to take. */
function mark(runsFolder: string, number: number): boolean {
  return makesNew(() => closeSync(openSync(join(runsFolder, PREFIX + number), "wx")));
}

/** Another process may have removed it first. */
function unmark(runsFolder: string, number: number): void {
  tolerate(() => unlinkSync(join(runsFolder, PREFIX + number)));
}
