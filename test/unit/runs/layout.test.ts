import assert from "node:assert/strict";
import { test } from "node:test";
import { isRunFile, RESERVE_FILE, RUN_FILES, runFolderName } from "../../../src/runs/layout";

test("the files of a run and what may be left of them are known, those of others are not", () => {
  for (const name of RUN_FILES) assert.ok(isRunFile(name), name);
  const leftovers = [
    RESERVE_FILE,
    "run.glmrun.json.4711-3.tmp",
    "summary-64.npy.4711.tmp",
    "spikes.damaged.npy",
    "rates.damaged-2.npy",
    "spikes.npy.1.tmp",
  ];
  for (const name of leftovers) assert.ok(isRunFile(name), name);
  const strangers = [
    "thesis.tex",
    "spikes.npy.bak",
    "my-spikes.npy",
    "summary-65.npy",
    "thesis.1.tmp",
    "inputs.npz.tmp",
    "Spikes.npy",
    "",
    ".tmp",
    "notes.damaged.npy",
    "run.glmrun.json~",
  ];
  for (const name of strangers) assert.ok(!isRunFile(name), name);
});

test("a run's folder is named after the second and the key", () => {
  const started = new Date("2026-11-23T10:15:30.120Z");
  assert.equal(runFolderName(started, [0, 123]), "20261123T101530Z-key123");
  assert.equal(runFolderName(started, [12345, 678]), "20261123T101530Z-key12345-678");
});
