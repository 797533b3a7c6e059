import { FileError, reasonOf } from "./errors";

/** Runs `act` on a file; throws a FileError in words when the system refuses. Other errors stay as they are. */
export function attempt<T>(file: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw worded(file, error);
  }
}

/** Like `attempt`, for an asynchronous `act`. */
export async function attemptAsync<T>(file: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw worded(file, error);
  }
}

function worded(file: string, error: unknown): unknown {
  const isOfSystem = !(error instanceof FileError) && typeof (error as NodeJS.ErrnoException).code === "string";
  return isOfSystem ? new FileError(file, reasonOf(error, file), { cause: error }) : error;
}

/** The result of `act`; null when it throws: for cleaning up, and for what may be unknown. */
export function tolerate<T>(act: () => T): T | null {
  try {
    return act();
  } catch {
    return null;
  }
}

/** Runs what makes a file or folder; false when there is one already. Throws the system's other errors. */
export function makesNew(make: () => unknown): boolean {
  try {
    make();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}
