import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { readManifest, shownStatus } from "../../src/runs/manifest";
import { SUMMARY_SIZES, summaryFile } from "../../src/runs/summary";
import { binsIn, load, Program, runFolders, runsOf, until } from "./program";

const NEURONS = 40;
const BINS = 20_000;
const MOMENTS = 10;

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
    test(`after ${Math.round(100 * share)} % leaves a run that opens and is the beginning of the undisturbed one`, async () => {
      const config = program.config(`killed-${moment}`, NEURONS, BINS);
      const run = program.start(["simulate", config]);
      await until("the run began", () => runFolders(runsOf(config)).length === 1);
      const [folder] = runFolders(runsOf(config));
      await until(`${share} of the bins are there`, () => binsIn(join(folder, "rates.npy")) >= share * BINS);
      run.process.kill("SIGKILL");
      assert.equal(await run.ended, "SIGKILL");

      for (const file of ["spikes.npy", "rates.npy", "population.npy"]) {
        const killed = load(folder, file);
        assert.ok(killed.shape[0] >= share * BINS && killed.shape[0] < BINS, `${killed.shape[0]} bins`);
        assert.deepEqual(killed.data, load(undisturbed, file).data.subarray(0, killed.data.length));
      }
      const bins = binsIn(join(folder, "spikes.npy"));
      for (const size of SUMMARY_SIZES) {
        const summary = load(folder, summaryFile(size));
        assert.ok(summary.shape[0] <= bins / size);
        assert.deepEqual(summary.data, load(undisturbed, summaryFile(size)).data.subarray(0, summary.data.length));
      }
      const manifest = readManifest(folder);
      assert.equal(shownStatus(manifest), "interrupted");
      assert.ok(manifest.bins_done <= bins);
    });
  }
});
