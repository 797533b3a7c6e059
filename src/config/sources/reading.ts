import { ArrayFileError } from "../../arrays/errors";
import { FileError } from "../../files/errors";
import { fault } from "./given";

/** Runs something that opens the file `name`; what goes wrong with it is a fault of the source, at the path `at` within it. */
export function reading<T>(at: readonly string[], name: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw asFault(error, at, name);
  }
}

/** The same of what takes its time. */
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
