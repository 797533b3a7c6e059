import { readFileSync } from "node:fs";

/**
 * Bytes of addresses that this process may have (`ulimit -v`); Infinity where nothing bounds them. Only Linux tells, and has such a bound.
 */
export function addressBound(): number {
  try {
    const soft = /^Max address space\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8"));
    return soft ? Number(soft[1]) : Infinity;
  } catch {
    return Infinity;
  }
}
