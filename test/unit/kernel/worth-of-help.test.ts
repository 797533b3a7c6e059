import assert from "node:assert/strict";
import { test } from "node:test";
import { WorthOfHelp } from "../../../src/kernel/wasm/worth-of-help";

test("help is tried once one thread's speed is known, kept while it is faster and given up when it is not", () => {
  const worth = new WorthOfHelp();
  worth.took(false, 10, 50);
  assert.equal(worth.isHelpWelcome, false, "too early to compare");
  worth.took(false, 10, 60);
  assert.equal(worth.isHelpWelcome, true, "5.5 ms a bin alone: help is tried");
  worth.took(true, 50, 150);
  assert.equal(worth.isHelpWelcome, true, "3 ms a bin with help");
  worth.took(true, 50, 600);
  assert.equal(worth.isHelpWelcome, false, "7.5 ms a bin with help");
});
