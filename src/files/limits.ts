import { readFileSync } from "node:fs";
import { tolerate } from "./attempt";

/** Bytes of address space that this process may use (`ulimit -v`, Linux only); Infinity without a limit. */
export function addressBound(): number {
  const limits = tolerate(() => readFileSync("/proc/self/limits", "utf8")) ?? "";
  return Number(/^Max address space\s+(\d+)/m.exec(limits)?.[1] ?? Infinity);
}
