import assert from "node:assert/strict";
import { test } from "node:test";
import { stopOnInterrupt } from "../../../src/cli/interrupt";

test("one signal stops, those that follow at once are the same wish, a later one quits", (t) => {
  let now = 1000;
  t.mock.method(performance, "now", () => now);
  const exits = t.mock.method(process, "exit", (() => undefined) as typeof process.exit);
  let stopped = 0;
  const interrupt = stopOnInterrupt(() => stopped++);
  t.after(() => interrupt.disarm());
  // Each run that begins arms it.
  interrupt.arm();
  interrupt.arm();
  assert.ok(!interrupt.signal.aborted);
  process.emit("SIGHUP");
  assert.ok(interrupt.signal.aborted);
  for (const signal of ["SIGHUP", "SIGTERM", "SIGINT"] as const) {
    now += 50;
    process.emit(signal);
  }
  assert.deepEqual([stopped, exits.mock.callCount()], [1, 0]);
  now += 1000;
  process.emit("SIGQUIT");
  assert.deepEqual(
    exits.mock.calls.map(({ arguments: [code] }) => code),
    [130],
  );
  assert.equal(stopped, 1);
  interrupt.disarm();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const)
    assert.equal(process.listenerCount(signal), 0);
});
