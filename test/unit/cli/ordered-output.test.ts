import assert from "node:assert/strict";
import { test } from "node:test";
import { Turns } from "../../../src/cli/ordered-output";

test("whatever ends first, what runs say is heard in their order", () => {
  const turns = new Turns();
  const heard: string[] = [];
  const say = (run: number, word: string): void => turns.say(run, () => heard.push(`${run} ${word}`));
  say(2, "first");
  say(1, "begins");
  assert.deepEqual(heard, []);
  say(0, "at once");
  assert.deepEqual(heard, ["0 at once"]);
  turns.end(2);
  turns.end(0);
  assert.deepEqual(heard, ["0 at once", "1 begins"], "run 2 still waits for run 1");
  say(1, "ends");
  turns.end(1);
  assert.deepEqual(heard, ["0 at once", "1 begins", "1 ends", "2 first"]);
  say(3, "alone");
  assert.deepEqual(heard.at(-1), "3 alone");
});
