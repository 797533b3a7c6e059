import { readFileSync } from "node:fs";

/** Addresses that a thread of this process reserves, and that the process takes without any, in bytes; measured with Node 20 and 22. */
const THREAD_BYTES = 0.8e9;
const PROCESS_BYTES = 1.2e9;

/**
 * Most threads that fit into the addresses which the process may have (`ulimit -v`, as batch systems set it), at least 1. One that does not
 * fit ends the whole process, so that it has to be known before. Only Linux tells and has such a bound.
 */
export function threadsWithinAddresses(): number {
  const bound = addressBound();
  return Math.max(1, Math.floor((bound - PROCESS_BYTES) / THREAD_BYTES));
}

function addressBound(): number {
  try {
    const soft = /^Max address space\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8"));
    return soft ? Number(soft[1]) : Infinity;
  } catch {
    return Infinity;
  }
}
