import assert from "node:assert/strict";
import { test } from "node:test";
import { cardPlace } from "../../../../webview/interactions/card";

test("the card goes to the other side where there is no room, and never outside", () => {
  const bounds = { left: 100, top: 50, right: 700, bottom: 450 };
  const size = { width: 160, height: 110 };
  assert.deepEqual(cardPlace({ x: 200, y: 100 }, size, bounds), { left: 212, top: 112 });
  assert.deepEqual(cardPlace({ x: 690, y: 440 }, size, bounds), { left: 518, top: 318 });
  assert.deepEqual(cardPlace({ x: 150, y: 60 }, { width: 580, height: 390 }, bounds), { left: 100, top: 50 });
});
