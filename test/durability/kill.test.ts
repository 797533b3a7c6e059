import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { readManifest, shownStatus } from "../../src/runs/manifest";
import { SUMMARY_SIZES, summaryFile } from "../../src/runs/layout";
import { SUMMARY_FIELDS } from "../../src/runs/summary";
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
    const run = program.start(["simulate", program.config("undisturbed", NEURONS, BINS), "--out", undisturbed, "--quiet"]);
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
      await until(`${share} of the bins are there`, () => ARRAYS.every((file) => binsIn(join(folder, file)) >= share * BINS));
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
