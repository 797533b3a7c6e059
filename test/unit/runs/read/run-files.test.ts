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
  truncateSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { ANYWHERE, type FileAccess } from "../../../../src/files/access";
import { MANIFEST_FILE, type RunManifest } from "../../../../src/protocol/manifest";
import { openRun } from "../../../../src/runs/read/open";
import { SUMMARY_SIZES, summaryFile } from "../../../../src/runs/layout";
import { RunWriter } from "../../../../src/runs/write/writer";
import { appendBins } from "../../../support/append";
import { fabricateRun } from "../../../support/fabricate";
import { Brute } from "../../../support/brute-force";
import { writeNpy } from "../../../support/npy";

const [nNeurons, nTimeBins] = [4, 20_000];
const DERIVED = [...SUMMARY_SIZES.map(summaryFile), "population.npy"];
const everyone = Uint32Array.from({ length: nNeurons }, (_, neuron) => neuron);
const whole = { start: 0, end: nTimeBins };

let root: string;
let folder: string;
let manifest: RunManifest;
let all: Brute;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "spikeloop-files-"));
  folder = join(root, "run");
  manifest = fabricateRun(folder, { nNeurons, nTimeBins, rate: 0.2 });
  all = new Brute(folder, nNeurons);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** That the queries which read summaries give the run's own numbers for its first `bins` bins. */
async function agrees(run: ReturnType<typeof openRun>, bins: number): Promise<void> {
  const { spikes } = await run.neurons({ range: whole });
  assert.deepEqual(
    [...spikes],
    Array.from(everyone, (neuron) => all.sum(neuron, 0, bins)),
  );
  const density = await run.raster({ range: whole, columns: 20, order: everyone, rows: 1, maxTicks: -1 });
  if (bins > 0) {
    assert.ok(density.kind === "density");
    assert.equal(
      [...density.cells].reduce((sum, cell) => sum + cell, 0),
      spikes.reduce((sum, count) => sum + count, 0),
    );
    assert.ok(density.start + density.nColumns * density.binsPerColumn >= bins);
  }
  const { high } = await run.population({ range: whole, columns: 10 });
  const highest = Array.from({ length: bins }, (_, bin) => all.populationRate(bin)).reduce((a, b) => Math.max(a, b), 0);
  assert.ok(Math.abs(Math.max(0, ...high) - highest) < 1e-6);
}

describe("summaries that are missing", () => {
  test("are computed again and written beside the run, as they were", async () => {
    const before = DERIVED.map((name) => readFileSync(join(folder, name)));
    for (const name of DERIVED) unlinkSync(join(folder, name));
    const run = openRun(folder);
    await agrees(run, nTimeBins);
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
    await agrees(run, nTimeBins);
    run.close();
    for (const name of DERIVED) assert.ok(existsSync(join(folder, name, "kept")));
  });

  test("of another run are not believed", async () => {
    const other = join(root, "other");
    fabricateRun(other, { nNeurons: nNeurons + 1, nTimeBins });
    for (const name of DERIVED.slice(0, 3)) copyFileSync(join(other, name), join(folder, name));
    const run = openRun(folder);
    await agrees(run, nTimeBins);
    assert.deepEqual((await run.snapshot()).troubles, []);
    run.close();
  });
});

describe("without trust", () => {
  const restricted = (): FileAccess => ({ within: [root] });

  test("summaries that are missing are kept in memory, and nothing is written", async () => {
    for (const name of DERIVED) unlinkSync(join(folder, name));
    const before = readdirSync(folder);
    const run = openRun(folder, restricted());
    await agrees(run, nTimeBins);
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
    const { troubles, configChanged } = await run.snapshot();
    assert.match(troubles[0].message, /spikes\.npy lies outside of this workspace, which is not trusted/);
    assert.equal(configChanged, "unknown");
    run.close();
    const trusted = openRun(folder);
    assert.deepEqual((await trusted.snapshot()).troubles, []);
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
      (await run.snapshot()).troubles[0].message,
      /spikes\.npy holds 20000 bins, and the run's manifest tells of 20001/,
    );
    run.close();
  });
});

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
    await agrees(run, 0);
    for (const size of [1, 63, 64, 500, 7000, 10_000, 2372]) {
      await appendBins(
        writer,
        nNeurons,
        all.spikes.subarray(bins * nNeurons),
        all.rates.subarray(bins * nNeurons),
        size,
      );
      bins += size;
      await agrees(run, bins);
      assert.equal((await run.snapshot()).binsReadable, bins);
    }
    await writer.finish();
    writeFileSync(join(growing, MANIFEST_FILE), JSON.stringify({ ...running, status: "finished", bins_done: bins }));
    assert.equal((await run.snapshot()).shownStatus, "finished");
    await agrees(run, nTimeBins);
    run.close();
  });
});

describe("damage", () => {
  test("a missing array is named with the place where it is expected, and comes back", async () => {
    const file = join(folder, "rates.npy");
    renameSync(file, `${file}.away`);
    const run = openRun(folder);
    const { troubles, binsReadable } = await run.snapshot();
    assert.deepEqual(
      troubles.map((trouble) => trouble.file),
      [file],
    );
    assert.match(troubles[0].message, /there is no file .*rates\.npy/);
    assert.equal(binsReadable, 0);
    await agrees(run, 0);
    renameSync(`${file}.away`, file);
    assert.deepEqual((await run.snapshot()).troubles, []);
    await agrees(run, nTimeBins);
    run.close();
  });

  test("an array that is replaced by one of the same size has another stamp; one that is only read has not", async () => {
    const file = join(folder, "spikes.npy");
    const run = openRun(folder);
    const { stamp } = await run.snapshot();
    await agrees(run, nTimeBins);
    assert.equal((await run.snapshot()).stamp, stamp);
    copyFileSync(file, `${file}.new`);
    renameSync(`${file}.new`, file);
    assert.notEqual((await run.snapshot()).stamp, stamp);
    run.close();
  });

  test("of an array that was cut off the beginning is still read", async () => {
    truncateSync(join(folder, "spikes.npy"), 128 + 5000 * nNeurons * 4 + 3);
    const run = openRun(folder);
    const { troubles, binsReadable } = await run.snapshot();
    assert.equal(binsReadable, 5000);
    assert.match(troubles[0].message, /spikes\.npy is cut off: .* 20000 rows .* only 5000/);
    await agrees(run, 5000);
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
      const { troubles, binsReadable } = await run.snapshot();
      assert.equal(binsReadable, 0);
      assert.match(troubles[0].message, message);
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
