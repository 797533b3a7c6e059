import { FileError } from "../files/errors";

/** Message for a run that was stopped before anything was written. */
export const STOPPED_BEFORE = "The run was stopped before its first bin.";

/** Message for an error that stopped a run. */
export function errorText(error: unknown): string {
  if (error instanceof FileError && error.code === "ENOSPC") return `The disk is full: ${error.message}`;
  if (error instanceof RangeError && /allocation|array length/i.test(error.message))
    return "There is not enough memory for the arrays of this run.";
  return error instanceof Error ? error.message : String(error);
}
