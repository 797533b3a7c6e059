import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { describe, test, type TestContext } from "node:test";
import assert from "node:assert/strict";
import { withFile } from "../../../../src/files/open";
import { Background } from "../../../../src/runs/write/background";
import { RunWriter } from "../../../../src/runs/write/writer";
import { blockOf } from "../../../support/append";
import { temporaryFolder } from "../../../support/temporary-folder";
import { readNpy } from "../../../support/npy";

const N = 3;
const rows = (file: string): number => withFile(file, readNpy).shape[0];
const block = (writer: RunWriter, nBins: number) =>
  blockOf(writer, N, new Int32Array(nBins * N).fill(1), new Float32Array(nBins * N).fill(0.5), nBins);

/** From now on data is written only when `flow` is called. */
function holdWrites(t: TestContext): { flow(): void } {
  const original = fs.write as (...args: unknown[]) => void;
  const held: unknown[][] = [];
  t.mock.method(fs, "write", ((...args: unknown[]) => void held.push(args)) as typeof fs.write);
  syncBuiltinESMExports();
  t.after(() => {
    t.mock.restoreAll();
    syncBuiltinESMExports();
  });
  return { flow: () => held.splice(0).forEach((args) => original(...args)) };
}

describe("a block that is being written", () => {
  test("lets the next be computed meanwhile, but not be written; until then neither headers nor totals tell of it", async (t) => {
    const folder = temporaryFolder(t);
    const writer = new RunWriter(folder, N);
    const { flow } = holdWrites(t);
    await writer.append(block(writer, 100));
    let begun = false;
    const next = writer.append(block(writer, 50)).then(() => (begun = true));
    await new Promise(setImmediate);
    assert.equal(begun, false);
    assert.deepEqual(
      [writer.binsDone, writer.totals().bins, rows(join(folder, "spikes.npy")), rows(join(folder, "summary-64.npy"))],
      [0, 0, 0, 0],
    );
    flow();
    await next;
    assert.deepEqual(
      [writer.binsDone, writer.totals().bins, rows(join(folder, "spikes.npy")), rows(join(folder, "summary-64.npy"))],
      [100, 100, 100, 1],
    );
    assert.deepEqual([...writer.totals().spikes], [100, 100, 100]);
    const finished = writer.finish();
    flow();
    await finished;
    assert.deepEqual(
      [writer.binsDone, writer.totals().bins, rows(join(folder, "rates.npy")), rows(join(folder, "summary-64.npy"))],
      [150, 150, 150, 3],
    );
  });
});

describe("work in the background", () => {
  test("is done one piece after the other", async () => {
    const background = new Background();
    const done: string[] = [];
    const piece = (name: string) => async () => {
      await new Promise(setImmediate);
      done.push(name);
    };
    await background.start(piece("first"));
    assert.deepEqual([done, background.isBusy], [[], true]);
    await background.start(piece("second"));
    assert.deepEqual(done, ["first"]);
    await background.settled();
    assert.deepEqual([done, background.isBusy], [["first", "second"], false]);
  });

  test("that fails is told to whoever comes next, and never goes unhandled", async () => {
    const background = new Background();
    await background.start(async () => Promise.reject(new Error("the disk is gone")));
    await new Promise(setImmediate);
    assert.equal(background.isBusy, false);
    await assert.rejects(
      background.start(async () => undefined),
      /the disk is gone/,
    );
    await assert.rejects(background.settled(), /the disk is gone/);
  });
});
