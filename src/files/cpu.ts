import { readFileSync } from "node:fs";
import { tolerate } from "./attempt";

/** Whether this machine's CPU has all of these features, by Linux's names; false where Linux does not tell. */
export function hasCpuFlags(flags: readonly string[]): boolean {
  const found = cpuFlags();
  return flags.every((flag) => found.has(flag));
}

function cpuFlags(): ReadonlySet<string> {
  // Linux says that this file has no bytes, so it cannot be read by its size.
  const text = tolerate(() => readFileSync("/proc/cpuinfo", "latin1")) ?? "";
  return new Set(/^flags\s*:(.*)$/m.exec(text)?.[1].trim().split(/\s+/));
}
