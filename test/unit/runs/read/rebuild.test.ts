import assert from "node:assert/strict";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { type FileAccess } from "../../../../src/files/access";
import { MANIFEST_FILE } from "../../../../src/protocol/manifest";
import { openRun } from "../../../../src/runs/read/open";
import { SUMMARY_SIZES, summaryFile } from "../../../../src/runs/layout";
import { fabricateRun } from "../../../support/fabricate";
import { assertAgrees } from "../../../support/brute-force";
import { all, folder, manifest, nNeurons, nTimeBins, root } from "./fabricated-run";

const DERIVED = [...SUMMARY_SIZES.map(summaryFile), "population.npy"];

describe("summaries that are missing", () => {
  test("are computed again and written beside the run, as they were", async () => {
    const before = DERIVED.map((name) => readFileSync(join(folder, name)));
    for (const name of DERIVED) unlinkSync(join(folder, name));
    const run = openRun(folder);
    await assertAgrees(run, all, nTimeBins);
    run.close();
    DERIVED.forEach((name, at) => assert.ok(readFileSync(join(folder, name)).equals(before[at]), name));
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.endsWith(".tmp")),
      [],
    );
  });

  test("of a folder that cannot be written are kept in memory", async () => {
    for (const name of DERIVED) {
      unlinkSync(join(folder, name));
      // What cannot be made into a file, for any user: the place is taken by a folder with something in it.
      mkdirSync(join(folder, name, "kept"), { recursive: true });
    }
    const run = openRun(folder);
    await assertAgrees(run, all, nTimeBins);
    run.close();
    for (const name of DERIVED) assert.ok(existsSync(join(folder, name, "kept")));
  });

  test("of another run are not believed", async () => {
    const other = join(root, "other");
    fabricateRun(other, { nNeurons: nNeurons + 1, nTimeBins });
    for (const name of DERIVED.slice(0, 3)) copyFileSync(join(other, name), join(folder, name));
    const run = openRun(folder);
    await assertAgrees(run, all, nTimeBins);
    assert.deepEqual((await run.snapshot()).fileProblems, []);
    run.close();
  });
});

describe("without trust", () => {
  const restricted = (): FileAccess => ({ within: [root] });

  test("summaries that are missing are kept in memory, and nothing is written", async () => {
    for (const name of DERIVED) unlinkSync(join(folder, name));
    const before = readdirSync(folder);
    const run = openRun(folder, restricted());
    await assertAgrees(run, all, nTimeBins);
    run.close();
    assert.deepEqual(readdirSync(folder), before);
  });

  test("arrays, manifest and config outside of the workspace are not looked at", async () => {
    const outside = mkdtempSync(join(tmpdir(), "spikeloop-outside-"));
    for (const name of ["spikes.npy", "config.jsonc"]) {
      renameSync(join(folder, name), join(outside, name));
      symlinkSync(join(outside, name), join(folder, name));
    }
    const run = openRun(folder, restricted());
    const { fileProblems, configChanged } = await run.snapshot();
    assert.match(fileProblems[0].message, /spikes\.npy lies outside of this workspace, which is not trusted/);
    assert.equal(configChanged, "unknown");
    run.close();
    const trusted = openRun(folder);
    assert.deepEqual((await trusted.snapshot()).fileProblems, []);
    assert.equal((await trusted.snapshot()).configChanged, false);
    trusted.close();
    renameSync(join(folder, MANIFEST_FILE), join(outside, MANIFEST_FILE));
    symlinkSync(join(outside, MANIFEST_FILE), join(folder, MANIFEST_FILE));
    assert.throws(() => openRun(folder, restricted()), /run\.glmrun\.json.*not trusted/);
    rmSync(outside, { recursive: true });
  });
});

describe("a run that was killed", () => {
  test("has the figures of all bins in its arrays, however little its last manifest tells", async () => {
    const last = {
      status: "running" as const,
      bins_done: 0,
      spikes_total: 0,
      spikes_expected: 0,
      spikes_per_neuron: [0, 0, 0, 0],
      mean_spike_count: 0,
      rate_min: null,
      rate_mean: null,
      rate_max: null,
    };
    for (const lacking of [[], DERIVED]) {
      for (const name of lacking) unlinkSync(join(folder, name));
      writeFileSync(
        join(folder, MANIFEST_FILE),
        JSON.stringify({ ...manifest, ...last, process: { pid: 2 ** 31 - 1, host: hostname() } }),
      );
      const run = openRun(folder);
      const { manifest: shown, shownStatus, binsReadable } = await run.snapshot();
      run.close();
      assert.equal(shownStatus, "interrupted");
      assert.equal(binsReadable, nTimeBins);
      assert.deepEqual(
        [shown.bins_done, shown.spikes_total, shown.spikes_per_neuron],
        [nTimeBins, manifest.spikes_total, manifest.spikes_per_neuron],
      );
      for (const key of ["spikes_expected", "mean_spike_count", "rate_min", "rate_mean", "rate_max"] as const) {
        assert.ok(Math.abs((shown[key] ?? NaN) - (manifest[key] ?? NaN)) <= 1e-6 * Math.abs(manifest[key] ?? NaN), key);
      }
    }
  });

  test("that has fewer bins than its manifest tells of says so", async () => {
    writeFileSync(
      join(folder, MANIFEST_FILE),
      JSON.stringify({ ...manifest, n_time_bins: nTimeBins + 1, bins_done: nTimeBins + 1 }),
    );
    const run = openRun(folder);
    assert.match(
      (await run.snapshot()).fileProblems[0].message,
      /spikes\.npy holds 20000 bins, and the run's manifest tells of 20001/,
    );
    run.close();
  });
});
