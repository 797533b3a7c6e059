import { basename } from "node:path";
import { sizeOf } from "../../arrays/ndarray";
import { bytes } from "../../text/numbers";
import { MOST_HELD } from "./order";
import type { Problems } from "../text/problems";
import type { FilledSlot } from "../slots";

const ADVICE = {
  compressed: (size: string) =>
    `is compressed: each run first inflates it into a temporary file of ${size}; numpy.savez (not savez_compressed) spares that`,
  text: (size: string) => `is text: each run first reads it into a temporary file of ${size}; numpy.save spares that`,
  fortran: () =>
    "is in Fortran order: each run gathers its bins from all over the file; numpy.ascontiguousarray before saving spares that",
} as const;

/** Warns that a large feedforward input is not stored bin by bin, with the cost and the remedy. */
export function adviseOrder(arrays: readonly FilledSlot[], problems: Problems): void {
  for (const { argument, path, given } of arrays) {
    const size = 4 * sizeOf(given.shape ?? [0]);
    if (argument !== "feedforward_input" || !given.file || !given.disorder || size <= MOST_HELD) continue;
    problems.atValue(path, `${basename(given.file.file)} ${ADVICE[given.disorder](bytes(size))}`, {
      severity: "warning",
    });
  }
}
