import assert from "node:assert/strict";
import { test } from "node:test";
import { rangeLabel, spokenCell, spokenRaster, timeOfBin } from "../../../../webview/style/labels";
import { facts } from "../snapshots";

const plain = (text: string): string => text.replace(/\u202f/g, " ");

test("times and ranges are told in seconds, or in bins where bins have no size", () => {
  assert.equal(timeOfBin(2090, 0.001), "2.090 s");
  assert.equal(plain(timeOfBin(2090, null)), "bin 2 090");
  const told = (label: { span: string; size: string }): string => plain(`${label.span} · ${label.size}`);
  assert.equal(told(rangeLabel({ start: 1560, end: 3060 }, facts())), "1.560–3.060 s · 1 500 bins");
  assert.equal(told(rangeLabel({ start: 0, end: 5000 }, facts({ bin_size: null }))), "bins 0–4 999 · all");
  assert.equal(
    told(rangeLabel({ start: 6478, end: 6820 }, facts({ n_time_bins: 10_000, bins_done: 6778, status: "diverged" }))),
    "6.478–6.778 s · 300 bins",
  );
});

test("what a screen reader hears", () => {
  const run = facts({ n_neurons: 60 });
  assert.equal(
    plain(spokenRaster(run, { start: 1560, end: 3060 }, 60, 1747, 35)),
    "Raster, 60 neurons, bins 1 560 to 3 059 of 5 000, 1 747 spikes, busiest neuron 35.",
  );
  assert.equal(plain(spokenCell("Neuron 26", 2090, 1, 0.0536, 0.001)), "Neuron 26, bin 2 090, 1 spike, 53.6 hertz.");
});
