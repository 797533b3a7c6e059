import assert from "node:assert/strict";
import { test } from "node:test";
import { WorthOfHelp } from "../../../../src/kernel/wasm/worth-of-help";

test("help is tried once one thread's speed is known, kept while it is faster and given up when it is not", () => {
  const worth = new WorthOfHelp();
  worth.record(false, 10, 50);
  assert.equal(worth.isHelpWelcome, false, "too early to compare");
  worth.record(false, 10, 60);
  assert.equal(worth.isHelpWelcome, true, "5.5 ms a bin alone: help is tried");
  worth.record(true, 50, 150);
  assert.equal(worth.isHelpWelcome, true, "3 ms a bin with help");
  worth.record(true, 50, 600);
  assert.equal(worth.isHelpWelcome, false, "7.5 ms a bin with help");
});

/** Goes on for so long on a machine where a bin takes so many milliseconds alone and with help; tells how long help was used. */
function goOn(worth: WorthOfHelp, seconds: number, alone: number, helped: number): number {
  let [total, withHelp] = [0, 0];
  while (total < 1000 * seconds) {
    const help = worth.isHelpWelcome;
    const took = 8 * (help ? helped : alone);
    worth.record(help, 8, took);
    total += took;
    if (help) withHelp += took;
  }
  return withHelp / total;
}

test("a machine that becomes busy is noticed within seconds, and one that becomes calm again too", () => {
  const worth = new WorthOfHelp();
  assert.ok(goOn(worth, 3600, 2, 1.1) > 0.99, "an hour with help");
  goOn(worth, 5, 4, 20);
  assert.ok(goOn(worth, 60, 4, 20) < 0.05, "busy: alone, but for short trials");
  goOn(worth, 10, 2, 1.1);
  assert.ok(goOn(worth, 60, 2, 1.1) > 0.99, "calm: with help again");
});

test("a network whose bins become ten times as long does not lose its help", () => {
  const worth = new WorthOfHelp();
  goOn(worth, 60, 0.2, 0.11);
  assert.ok(goOn(worth, 60, 2, 1.1) > 0.95);
});
