import assert from "node:assert/strict";
import { test } from "node:test";
import { bannerOf, statusText, whenOf } from "../../../../webview/chrome/status";
import { facts } from "../snapshots";

const plain = (text: string): string => text.replace(/\u202f/g, " ");

test("each status has its words, and what stopped by itself a banner", () => {
  const error = { message: "x", bin: 3778, neuron: 4, rate: 1.8e11 };
  const status = (change: Parameters<typeof facts>[0], shown?: Parameters<typeof facts>[1]): string =>
    plain(statusText(facts(change, shown), null));
  assert.equal(status({}), "Finished");
  assert.equal(status({ status: "cancelled", bins_done: 600 }), "Cancelled at 12 %");
  assert.equal(status({ status: "diverged", bins_done: 3778, error }), "Diverged at bin 3 778, neuron 4");
  assert.equal(status({ status: "running", bins_done: 600 }, "interrupted"), "Interrupted at 12 %");
  assert.equal(
    plain(statusText(facts({ status: "running", bins_done: 2150 }), 11.2)),
    "Running 43 % · ETA 12 s · writing to disk",
  );
  assert.equal(bannerOf(facts()), null);
  assert.equal(bannerOf(facts({ status: "cancelled", bins_done: 600 })), null);
  assert.equal(
    plain(bannerOf(facts({ status: "diverged", bins_done: 3778, error }))?.bold ?? ""),
    "Rate of neuron 4 passed 10⁶ counts per bin (1.8 × 10¹¹).",
  );
  for (const [rate, word] of [
    ["NaN", /became NaN/],
    ["Infinity", /became infinite/],
    [-2, /became negative \(−2\)/],
  ] as const) {
    assert.match(bannerOf(facts({ status: "diverged", bins_done: 3, error: { ...error, rate } }))?.bold ?? "", word);
  }
  assert.equal(
    bannerOf(facts({ status: "failed", bins_done: 0, error: { message: "The disk is full" } }))?.rest,
    "No bin was computed.",
  );
});

test("when a run was: today, yesterday, or its date", () => {
  const at = (hours: number): string => new Date(2026, 10, 23, hours, 32).toISOString();
  const now = new Date(2026, 10, 23, 18, 0);
  assert.equal(whenOf(facts({ started: at(14) }), now), "Run 7 · today 14:32");
  assert.equal(whenOf(facts({ started: at(14 - 24) }), now), "Run 7 · yesterday 14:32");
  assert.match(whenOf(facts({ started: at(14 - 24 * 9) }), now), /2026/);
});
