import { setPriority } from "node:os";

/** How far a thread stands back, on a scale that goes to 19. */
const NICENESS = 10;

/**
 * Lets whatever else the machine has to do go before this thread. Only Linux gives each thread a priority of its own; elsewhere the
 * whole process would stand back.
 */
export function giveWay(): void {
  if (process.platform !== "linux") return;
  try {
    setPriority(0, NICENESS);
  } catch {
    // Where that is not allowed the thread goes on as it is.
  }
}
