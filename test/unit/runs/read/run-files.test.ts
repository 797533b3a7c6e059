import assert from "node:assert/strict";
import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { ANYWHERE } from "../../../../src/files/access";
import { MANIFEST_FILE, type RunManifest } from "../../../../src/protocol/manifest";
import { openRun } from "../../../../src/runs/read/open";
import { RunWriter } from "../../../../src/runs/write/writer";
import { appendBins } from "../../../support/append";
import { fabricateRun } from "../../../support/fabricate";
import { assertAgrees, Brute } from "../../../support/brute-force";
import { writeNpy } from "../../../support/npy";
import { all, folder, manifest, nNeurons, nTimeBins, root } from "./fabricated-run";

const whole = { start: 0, end: nTimeBins };

describe("a run whose files are replaced while it is open", () => {
  test("is answered from the new ones, also where they have another size", async () => {
    const run = openRun(folder);
    await run.population({ range: whole, columns: 10 });
    for (const [neurons, rate] of [
      [nNeurons, 0.4],
      [nNeurons + 3, 0.1],
    ]) {
      const other = join(root, `other-${neurons}`);
      fabricateRun(other, { nNeurons: neurons, nTimeBins, rate, seed: 5 });
      for (const name of readdirSync(other)) renameSync(join(other, name), join(folder, name));
      await run.snapshot();
      const replaced = new Brute(folder, neurons);
      const { high } = await run.population({ range: whole, columns: 10 });
      const highest = Array.from({ length: nTimeBins }, (_, bin) => replaced.populationRate(bin)).reduce((a, b) =>
        Math.max(a, b),
      );
      assert.ok(Math.abs(Math.max(...high) - highest) < 1e-6);
      assert.equal((await run.neurons({ range: whole })).spikes.length, neurons);
    }
    run.close();
  });
});

describe("a run that goes on", () => {
  test("is followed as its files grow, also where its summaries lag behind", async () => {
    const growing = join(root, "growing");
    mkdirSync(growing);
    const running: RunManifest = {
      ...manifest,
      status: "running",
      bins_done: 0,
      updated: new Date().toISOString(),
      process: { pid: process.pid, host: hostname() },
    };
    writeFileSync(join(growing, MANIFEST_FILE), JSON.stringify(running));
    const writer = new RunWriter(growing, nNeurons);
    const run = openRun(growing);
    let bins = 0;
    await assertAgrees(run, all, nTimeBins, 0);
    for (const size of [1, 63, 64, 500, 7000, 10_000, 2372]) {
      await appendBins(
        writer,
        nNeurons,
        all.spikes.subarray(bins * nNeurons),
        all.rates.subarray(bins * nNeurons),
        size,
      );
      bins += size;
      await assertAgrees(run, all, nTimeBins, bins);
      assert.equal((await run.snapshot()).binsReadable, bins);
    }
    await writer.finish();
    writeFileSync(join(growing, MANIFEST_FILE), JSON.stringify({ ...running, status: "finished", bins_done: bins }));
    assert.equal((await run.snapshot()).shownStatus, "finished");
    await assertAgrees(run, all, nTimeBins);
    run.close();
  });
});

describe("damage", () => {
  test("a missing array is named with the place where it is expected, and comes back", async () => {
    const file = join(folder, "rates.npy");
    renameSync(file, `${file}.away`);
    const run = openRun(folder);
    const { fileProblems, binsReadable } = await run.snapshot();
    assert.deepEqual(
      fileProblems.map((problem) => problem.file),
      [file],
    );
    assert.match(fileProblems[0].message, /there is no file .*rates\.npy/);
    assert.equal(binsReadable, 0);
    await assertAgrees(run, all, nTimeBins, 0);
    renameSync(`${file}.away`, file);
    assert.deepEqual((await run.snapshot()).fileProblems, []);
    await assertAgrees(run, all, nTimeBins);
    run.close();
  });

  test("an array that is replaced by one of the same size has another stamp; one that is only read has not", async () => {
    const file = join(folder, "spikes.npy");
    const run = openRun(folder);
    const { stamp } = await run.snapshot();
    await assertAgrees(run, all, nTimeBins);
    assert.equal((await run.snapshot()).stamp, stamp);
    copyFileSync(file, `${file}.new`);
    renameSync(`${file}.new`, file);
    assert.notEqual((await run.snapshot()).stamp, stamp);
    run.close();
  });

  test("of an array that was cut off the beginning is still read", async () => {
    truncateSync(join(folder, "spikes.npy"), 128 + 5000 * nNeurons * 4 + 3);
    const run = openRun(folder);
    const { fileProblems, binsReadable } = await run.snapshot();
    assert.equal(binsReadable, 5000);
    assert.match(fileProblems[0].message, /spikes\.npy is cut off: .* 20000 rows .* only 5000/);
    await assertAgrees(run, all, nTimeBins, 5000);
    run.close();
  });

  test("an array of another shape or type, and one that is none, are told apart from good ones", async () => {
    const file = join(folder, "spikes.npy");
    const cases: [Uint8Array, RegExp][] = [
      [writeNpy({ data: new Float32Array(10), shape: [2, 5] }, "<i4"), /shape \(2, 5\).*expected \(bins, 4\)/],
      [writeNpy({ data: new Float32Array(8), shape: [2, 4] }, "<f8"), /dtype <f8; expected .*<i4/],
      [new TextEncoder().encode("version https://git-lfs.github.com/spec/v1"), /not a \.npy file/],
      [new Uint8Array(0), /spikes\.npy/],
    ];
    const run = openRun(folder);
    for (const [bytes, message] of cases) {
      writeFileSync(file, bytes);
      const { fileProblems, binsReadable } = await run.snapshot();
      assert.equal(binsReadable, 0);
      assert.match(fileProblems[0].message, message);
    }
    run.close();
  });

  test("without a manifest there is no run: neither to open nor to look at", async () => {
    const run = openRun(folder);
    unlinkSync(join(folder, MANIFEST_FILE));
    await assert.rejects(run.snapshot(), /run\.glmrun\.json: the run's manifest cannot be read/);
    run.close();
    assert.throws(() => openRun(folder), /run\.glmrun\.json/);
  });
});

describe("the config", () => {
  test("is the one that ran, has changed, or is gone", async () => {
    const config = join(folder, "config.jsonc");
    const text = readFileSync(config);
    const run = openRun(folder);
    assert.equal((await run.snapshot()).configChanged, false);
    writeFileSync(config, "{ }\n");
    assert.equal((await run.snapshot()).configChanged, true);
    truncateSync(config, 17e6);
    assert.equal((await run.snapshot()).configChanged, "unknown");
    writeFileSync(config, text);
    assert.equal((await run.snapshot()).configChanged, false);
    unlinkSync(config);
    assert.equal((await run.snapshot()).configChanged, null);
    run.close();
  });

  test("is the one beside the runs folder, also where both were moved, and unknown where it may not be looked at", async () => {
    const moved = join(root, "moved", "net.runs", "r1");
    mkdirSync(join(root, "moved", "net.runs"), { recursive: true });
    renameSync(folder, moved);
    const config = join(root, "moved", "net.glm.json");
    writeFileSync(config, readFileSync(join(moved, "config.jsonc")));
    unlinkSync(join(moved, "config.jsonc"));
    const run = openRun(moved);
    const found = await run.snapshot();
    assert.deepEqual([found.configFile, found.configChanged], [config, false]);
    run.close();
    const mirrored = openRun(moved, ANYWHERE, [join(root, "moved")]);
    assert.equal((await mirrored.snapshot()).configFile, config);
    mirrored.close();
    const within = openRun(moved, { within: [join(root, "moved", "net.runs")] });
    const hidden = await within.snapshot();
    assert.deepEqual([hidden.configFile, hidden.configChanged], [join(moved, "config.jsonc"), "unknown"]);
    within.close();
  });
});
