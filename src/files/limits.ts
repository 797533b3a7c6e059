import { readFileSync } from "node:fs";

/**
 * Bytes of address space that this process may use (`ulimit -v`); Infinity without a limit. Only Linux has one and
 * reports it.
 */
export function addressBound(): number {
  try {
    const soft = /^Max address space\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8"));
    return soft ? Number(soft[1]) : Infinity;
  } catch {
    return Infinity;
  }
}
