import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { readManifest, shownStatus } from "../../src/runs/manifest/read";
import { summaryFile } from "../../src/runs/layout";
import { binsIn, load, Program, runFolders, runsOf, until, type Started } from "./program";

/** So many that no test waits for the end. */
const ENDLESS = 20_000_000;

describe("a run that is disturbed", () => {
  let program: Program;
  before(async () => {
    program = await Program.make();
  });
  after(() => program.remove());

  /** Starts an endless run and waits until it has some bins. */
  async function begun(name: string): Promise<{ run: Started; config: string; folder: string }> {
    const config = program.config(name, 10, ENDLESS);
    const run = program.start(["simulate", config]);
    await until("the run began", () => runFolders(runsOf(config)).length === 1);
    const [folder] = runFolders(runsOf(config));
    await until("some bins are there", () => binsIn(join(folder, "rates.npy")) > 100);
    return { run, config, folder };
  }

  test("by one Ctrl-C is cancelled, keeps its bins and says so", async () => {
    const { run, folder } = await begun("cancelled");
    run.process.kill("SIGINT");
    assert.equal(await run.ended, 130);
    const manifest = readManifest(folder);
    assert.equal(manifest.status, "cancelled");
    assert.equal(binsIn(join(folder, "spikes.npy")), manifest.bins_done);
    assert.equal(binsIn(join(folder, summaryFile(64))), Math.ceil(manifest.bins_done / 64));
    assert.equal(
      load(folder, "spikes.npy").data.reduce((a, b) => a + b),
      manifest.spikes_total,
    );
    assert.match(run.err, /what was simulated is kept\. Ctrl-C again quits at once/);
    assert.match(run.out, /cancelled after .* bins/);
  });

  test("by one Ctrl-C is cancelled with all that go on at once, and those that wait do not begin", async () => {
    const configs = ["one", "two", "three"].map((name) => program.config(`several-${name}`, 10, ENDLESS));
    const run = program.start(["simulate", ...configs, "--threads", "2"]);
    const folders = (): string[] => configs.flatMap((config) => runFolders(runsOf(config)));
    await until(
      "two runs have some bins",
      () => folders().filter((folder) => binsIn(join(folder, "rates.npy")) > 100).length === 2,
    );
    run.process.kill("SIGINT");
    assert.equal(await run.ended, 130);
    assert.equal(folders().length, 2);
    for (const folder of folders()) {
      const manifest = readManifest(folder);
      assert.equal(manifest.status, "cancelled");
      assert.equal(
        load(folder, "spikes.npy").data.reduce((a, b) => a + b),
        manifest.spikes_total,
      );
    }
    assert.equal(run.err.match(/what was simulated is kept\. Ctrl-C again quits at once/g)?.length, 1);
    assert.match(run.err, /^1 run did not begin\.$/m);
    assert.deepEqual(run.out.match(/several-\w+ cancelled/g), ["several-one cancelled", "several-two cancelled"]);
  });

  test("by its config being deleted goes on", async () => {
    const { run, config, folder } = await begun("orphan");
    rmSync(config);
    const bins = binsIn(join(folder, "rates.npy"));
    await until("more bins are there", () => binsIn(join(folder, "rates.npy")) > bins);
    run.process.kill("SIGINT");
    assert.equal(await run.ended, 130);
    assert.ok(existsSync(join(folder, "config.jsonc")));
  });

  test("by its folder being deleted stops with a message", async () => {
    const { run, folder } = await begun("deleted");
    rmSync(folder, { recursive: true });
    assert.equal(await run.ended, 1);
    assert.match(
      run.err,
      /deleted: failed: there is no file .*run\.glmrun\.json\. The folder of the run was deleted, moved or renamed/,
    );
    assert.match(run.out, /failed after .*; its folder is gone, and what was simulated with it/);
    assert.doesNotMatch(run.err, /\n\s+at /);
    assert.ok(!existsSync(folder));
  });

  test("by its folder being renamed stops with a message, and what was simulated can be read", async () => {
    const { run, folder } = await begun("renamed");
    renameSync(folder, `${folder}-elsewhere`);
    assert.equal(await run.ended, 1);
    assert.match(run.err, /renamed: failed: there is no file .*The folder of the run was deleted, moved or renamed/);
    assert.doesNotMatch(run.err, /\n\s+at /);
    assert.ok(!existsSync(folder));
    assert.ok(load(`${folder}-elsewhere`, "rates.npy").shape[0] > 100);
    assert.equal(shownStatus(readManifest(`${folder}-elsewhere`)), "interrupted");
  });
});

describe("two runs at once", () => {
  let program: Program;
  before(async () => {
    program = await Program.make();
  });
  after(() => program.remove());

  test("of one config get folders and numbers of their own, and the same spikes", async () => {
    const config = program.config("twice", 10, 3000);
    const runs = [1, 2, 3].map(() => program.start(["simulate", config, "--quiet"]));
    for (const run of runs) assert.equal(await run.ended, 0, run.err);
    const folders = runFolders(runsOf(config));
    assert.equal(folders.length, 3);
    assert.deepEqual(folders.map((folder) => readManifest(folder).run_number).sort(), [1, 2, 3]);
    const [first, ...others] = folders.map((folder) => load(folder, "spikes.npy"));
    for (const other of others) assert.deepEqual(other, first);
  });

  test("into one folder: one is refused and the other is whole", async () => {
    const config = program.config("same", 10, 3000);
    const out = join(program.folder, "same-out");
    const runs = [1, 2].map(() => program.start(["simulate", config, "--out", out]));
    const codes = await Promise.all(runs.map((run) => run.ended));
    assert.equal(codes.filter((code) => code === 0).length, 1);
    const refused = runs[codes.findIndex((code) => code !== 0)];
    assert.match(refused.err, /not empty|already/);
    assert.equal(readManifest(out).status, "finished");
    assert.equal(load(out, "spikes.npy").shape[0], 3000);
  });
});
