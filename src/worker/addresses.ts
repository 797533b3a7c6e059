import { addressBound } from "../files/limits";

/** Addresses that a thread of this process reserves, and that the process takes without any, in bytes; measured with Node 20 and 22. */
const THREAD_BYTES = 0.8e9;
const PROCESS_BYTES = 1.2e9;

/**
 * Most threads that fit into the addresses which the process may have (`ulimit -v`, as batch systems set it), at least 1. One that does not
 * fit ends the whole process, so that it has to be known before.
 */
export function threadsWithinAddresses(): number {
  return Math.max(1, Math.floor((addressBound() - PROCESS_BYTES) / THREAD_BYTES));
}
