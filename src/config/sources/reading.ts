import { ArrayFileError } from "../../arrays/errors";
import { FileError } from "../../files/errors";
import { fault } from "./given";

/** Runs something that opens the file `name`; what goes wrong with it is a fault of the source, at the path `at` within it. */
export function reading<T>(at: readonly string[], name: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof FileError) throw fault(at, error.message);
    if (error instanceof ArrayFileError) throw fault(at, `${name}: ${error.message}`);
    throw error;
  }
}
