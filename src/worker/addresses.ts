import { addressBound } from "../files/limits";

/** Address space of one thread, and of the process without threads, in bytes; measured with Node 20 and 22. */
const THREAD_BYTES = 0.8e9;
const PROCESS_BYTES = 1.2e9;

/**
 * The most threads that fit into the process's address space (`ulimit -v`, as batch systems set it), at least 1. Checked beforehand, since
 * a thread that does not fit ends the whole process.
 */
export function threadsWithinAddresses(): number {
  return Math.max(1, Math.floor((addressBound() - PROCESS_BYTES) / THREAD_BYTES));
}
