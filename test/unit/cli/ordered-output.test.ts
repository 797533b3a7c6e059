import assert from "node:assert/strict";
import { test } from "node:test";
import { OrderedOutput } from "../../../src/cli/ordered-output";

test("runs print in their order, whichever ends first", () => {
  const output = new OrderedOutput();
  const printed: string[] = [];
  const print = (run: number, word: string): void => output.add(run, () => printed.push(`${run} ${word}`));
  print(2, "first");
  print(1, "begins");
  assert.deepEqual(printed, []);
  print(0, "at once");
  assert.deepEqual(printed, ["0 at once"]);
  output.end(2);
  output.end(0);
  assert.deepEqual(printed, ["0 at once", "1 begins"], "run 2 still waits for run 1");
  print(1, "ends");
  output.end(1);
  assert.deepEqual(printed, ["0 at once", "1 begins", "1 ends", "2 first"]);
  print(3, "alone");
  assert.deepEqual(printed.at(-1), "3 alone");
});
