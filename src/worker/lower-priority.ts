import { setPriority } from "node:os";

/** 0 (normal) to 19 (lowest priority). */
const NICENESS = 10;

/** Lowers this thread's priority. Only on Linux, where each thread has one; elsewhere it would be the whole process's. */
export function lowerPriority(): void {
  if (process.platform !== "linux") return;
  try {
    setPriority(0, NICENESS);
  } catch {
    // Not allowed here: the thread keeps its priority.
  }
}
