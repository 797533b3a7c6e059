import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import type { TestContext } from "node:test";

/** What a run does to the disk while it begins. */
export const OPERATIONS = ["mkdirSync", "openSync", "writeSync", "writeFileSync", "renameSync"] as const;
export type Operation = (typeof OPERATIONS)[number];

/** What the system refuses with, as Node tells it. */
export function systemError(code: string, syscall: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: injected, ${syscall}`), { code, syscall });
}

/** Lets the `number`th call of an operation fail, from 0 on; returns whether it came to that. `undo` makes all as it was. */
export function failCall(
  t: TestContext,
  operation: Operation,
  number: number,
  code: string,
): { happened(): boolean; undo(): void } {
  let calls = 0;
  const original = fs[operation] as (...args: unknown[]) => unknown;
  const mock = t.mock.method(fs, operation, ((...args: unknown[]) => {
    if (calls++ === number) throw systemError(code, operation.replace("Sync", ""));
    return original(...args);
  }) as never);
  syncBuiltinESMExports();
  return {
    happened: () => calls > number,
    undo() {
      mock.mock.restore();
      syncBuiltinESMExports();
    },
  };
}
