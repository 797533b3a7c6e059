import { existsSync, readdirSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { MANIFEST_FILE, RESERVE_FILE } from "../../src/runs/layout";
import { readManifest, shownStatus } from "../../src/runs/manifest/read";
import { SUMMARY_SIZES, summaryFile } from "../../src/runs/layout";
import { SUMMARY_FIELDS } from "../../src/runs/summaries/summary";
import { binsIn, load, Program, runFolders, runsOf, until } from "./program";

const NEURONS = 40;
/** Bins of the undisturbed run; those that are killed take some seconds more, so that none is done before it is killed. */
const BINS = 8000;
const TIMES_LONGER = 300;
const MOMENTS = 10;
const ARRAYS = ["spikes.npy", "rates.npy", "population.npy"];

/** Asserts that one array is the beginning of the other, as far as both go. */
function assertBeginsAlike(a: Float64Array, b: Float64Array): void {
  const length = Math.min(a.length, b.length);
  assert.deepEqual(a.subarray(0, length), b.subarray(0, length));
}

describe("a long run that is killed", () => {
  let program: Program;
  let undisturbed: string;
  before(async () => {
    program = await Program.make();
    undisturbed = join(program.folder, "undisturbed");
    const run = program.start([
      "simulate",
      program.config("undisturbed", NEURONS, BINS),
      "--out",
      undisturbed,
      "--quiet",
    ]);
    assert.equal(await run.ended, 0, run.err);
  });
  after(() => program.remove());

  for (let moment = 0; moment < MOMENTS; moment++) {
    const share = moment / MOMENTS;
    test(`after ${share * BINS} bins leaves a run that opens and is the beginning of the undisturbed one`, async () => {
      const config = program.config(`killed-${moment}`, NEURONS, TIMES_LONGER * BINS);
      const run = program.start(["simulate", config]);
      await until("the run began", () => runFolders(runsOf(config)).length === 1);
      const [folder] = runFolders(runsOf(config));
      // In all of them, for each tells of its bins by itself, one after the other.
      await until(`${share} of the bins are there`, () =>
        ARRAYS.every((file) => binsIn(join(folder, file)) >= share * BINS),
      );
      run.process.kill("SIGKILL");
      assert.equal(await run.ended, "SIGKILL");

      for (const file of ARRAYS) {
        const killed = load(folder, file);
        assert.ok(killed.shape[0] >= share * BINS, `${killed.shape[0]} bins`);
        assertBeginsAlike(killed.data, load(undisturbed, file).data);
      }
      const bins = binsIn(join(folder, "spikes.npy"));
      for (const size of SUMMARY_SIZES) {
        const summary = load(folder, summaryFile(size));
        assert.ok(summary.shape[0] <= bins / size);
        const full = Math.floor(BINS / size) * NEURONS * SUMMARY_FIELDS;
        assertBeginsAlike(summary.data, load(undisturbed, summaryFile(size)).data.subarray(0, full));
      }
      const manifest = readManifest(folder);
      assert.equal(shownStatus(manifest), "interrupted");
      assert.ok(manifest.bins_done <= bins);
    });
  }
});

describe("a run that is killed while it begins", () => {
  let program: Program;
  before(async () => {
    program = await Program.make();
  });
  after(() => program.remove());

  /** Lets time pass: a folder that was not signed in the instant after it was made is taken for dead after a minute. */
  function agedBy(milliseconds: number, folder: string): void {
    const time = new Date(Date.now() - milliseconds);
    for (const path of ["", ...readdirSync(folder, { recursive: true }).map(String)])
      utimesSync(join(folder, path), time, time);
  }

  /** The folders in a runs folder, by name and birth: a run may clear a dead one and take its name. */
  function foldersIn(runs: string): string[] {
    if (!existsSync(runs)) return [];
    const folders = readdirSync(runs, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    return folders.map(({ name }) => `${name} ${statSync(join(runs, name), { throwIfNoEntry: false })?.birthtimeMs}`);
  }

  /** Everything below a folder that a run does not leave when it ends in order. */
  function leftovers(runs: string): string[] {
    if (!existsSync(runs)) return [];
    const folders = readdirSync(runs, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(runs, name));
    const unbegun = folders.filter((folder) => !existsSync(join(folder, MANIFEST_FILE)));
    return [
      ...unbegun,
      ...readdirSync(runs, { recursive: true })
        .map(String)
        .filter((path) => /\.(tmp|reserve)$/.test(path)),
    ];
  }

  test("leaves what opens or nothing, and the next run clears the rest away", { timeout: 120_000 }, async () => {
    // Writing its inputs takes a while.
    const config = program.config("begins", 700, 50_000);
    let left = 0;
    for (let killed = 0; killed < 10; killed++) {
      const before = new Set(foldersIn(runsOf(config)));
      const run = program.start(["simulate", config, "--quiet", "--threads", "1"]);
      await until("the folder is there", () => foldersIn(runsOf(config)).some((folder) => !before.has(folder)));
      await wait(6 * killed);
      run.process.kill("SIGKILL");
      assert.equal(await run.ended, "SIGKILL", run.err);
      for (const folder of runFolders(runsOf(config)))
        assert.ok(load(folder, "spikes.npy").shape[0] <= 50_000, shownStatus(readManifest(folder)));
      left += leftovers(runsOf(config)).length;
    }
    assert.ok(left > 0, "the kills left something");
    agedBy(2 * 60_000, runsOf(config));
    const next = program.start(["simulate", config, "--bins", "10", "--quiet"]);
    assert.equal(await next.ended, 0, next.err);
    assert.deepEqual(leftovers(runsOf(config)), []);
    const numbers = runFolders(runsOf(config)).map((folder) => readManifest(folder).run_number);
    assert.equal(new Set(numbers).size, numbers.length);
  });

  test("into a folder that a person named lets the same command be given again", async () => {
    const config = program.config("named", 700, 50_000);
    const out = join(program.folder, "named-out");
    const run = program.start(["simulate", config, "--out", out, "--quiet"]);
    await until("the run signed its folder", () => existsSync(join(out, RESERVE_FILE)));
    run.process.kill("SIGKILL");
    await run.ended;
    if (existsSync(join(out, MANIFEST_FILE))) return;
    agedBy(2 * 60_000, out);
    const again = program.start(["simulate", config, "--bins", "10", "--out", out, "--quiet"]);
    assert.equal(await again.ended, 0, `${again.err}${readdirSync(out).join()}`);
  });
});
