import assert from "node:assert/strict";
import { test } from "node:test";
import { openingRange, openingSelection, wholeRun } from "../../../../../webview/app/run/opening";
import { facts } from "../../snapshots";

test("a run opens with few neurons all selected, else the busiest of each group, after a divergence the culprit and the loudest", () => {
  assert.deepEqual(openingSelection(facts()), [0, 1, 2, 3, 4, 5]);
  const many = {
    n_neurons: 8,
    spikes_per_neuron: [1, 9, 3, 4, 8, 2, 0, 7],
    neurons: { names: null, groups: ["E", "E", "E", "E", "I", "I", "I", "I"] },
  };
  assert.deepEqual(openingSelection(facts(many)), [1, 4]);
  assert.deepEqual(openingSelection(facts({ ...many, neurons: { names: null, groups: null } })), [1, 4, 7]);
  assert.deepEqual(
    openingSelection(facts({ ...many, status: "diverged", error: { message: "", bin: 9, neuron: 6 } })),
    [1, 4, 6],
  );
});

test("a run opens whole, diverged on its end, running on its newest bins", () => {
  assert.deepEqual(openingRange(facts()), { start: 0, end: 5000 });
  assert.deepEqual(openingRange(facts({ status: "cancelled", bins_done: 600 })), { start: 0, end: 600 });
  assert.deepEqual(openingRange(facts({ status: "diverged", bins_done: 3000 })), { start: 2700, end: 3040 });
  assert.deepEqual(openingRange(facts({ status: "running", n_time_bins: 1_000_000, bins_done: 430_000 })), {
    start: 410_000,
    end: 430_000,
  });
  assert.deepEqual(openingRange(facts({ status: "running", bins_done: 10 })), { start: 0, end: 5000 });
  assert.deepEqual(wholeRun(facts({ status: "failed", bins_done: 0 })), { start: 0, end: 5000 });
});
