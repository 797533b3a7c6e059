import { ArrayFileError } from "../../arrays/errors";
import { FileError } from "../../files/errors";
import { fault } from "./given";

/** Runs a function that opens the file `name`; its errors become faults of the source, at the path `at` within it. */
export function reading<T>(at: readonly string[], name: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw asFault(error, at, name);
  }
}

/** The same for an asynchronous function. */
export async function readingAsync<T>(at: readonly string[], name: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw asFault(error, at, name);
  }
}

function asFault(error: unknown, at: readonly string[], name: string): unknown {
  if (error instanceof FileError) return fault(at, error.message);
  return error instanceof ArrayFileError ? fault(at, `${name}: ${error.message}`) : error;
}
