import fs, { existsSync, mkdirSync, readFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { describe, test, type TestContext } from "node:test";
import assert from "node:assert/strict";
import { FileError } from "../../../../src/files/errors";
import { withFile } from "../../../../src/files/open";
import { MANIFEST_FILE } from "../../../../src/protocol/manifest";
import { readManifest } from "../../../../src/runs/manifest/read";
import { ManifestFile } from "../../../../src/runs/write/manifest-file";
import { NpyStream } from "../../../../src/runs/write/npy-stream";
import { SUMMARY_SIZES, summaryFile } from "../../../../src/runs/layout";
import { RunWriter } from "../../../../src/runs/write/writer";
import { appendBins } from "../../../support/append";
import { exampleManifest } from "../../../support/example-manifest";
import { temporaryFolder } from "../../../support/temporary-folder";
import { readNpy } from "../../../support/npy";

const N = 2;

function load(...path: string[]): { shape: readonly number[]; data: number[] } {
  const { shape, data } = withFile(join(...path), readNpy);
  return { shape, data: [...data] };
}

/** `nBins` bins of which every number differs. */
function block(firstBin: number, nBins: number): [spikes: Int32Array, rates: Float32Array] {
  const at = (i: number): number => firstBin * N + i;
  return [
    Int32Array.from({ length: nBins * N }, (_, i) => at(i)),
    Float32Array.from({ length: nBins * N }, (_, i) => at(i) / 8),
  ];
}

type WriteSync = (fd: number, buffer: Uint8Array, offset: number, length: number, position: number) => number;
type Write = (
  fd: number,
  buffer: Uint8Array,
  offset: number,
  length: number,
  position: number,
  done: (error: Error | null, written: number) => void,
) => void;

/** From now on the disk takes `bytes` more and is full then: the last write is cut, as a disk cuts it. */
function fillDiskAfter(t: TestContext, bytes: number): void {
  const original = fs.writeSync as WriteSync;
  let left = bytes;
  const writeSync: WriteSync = (fd, buffer, offset = 0, length = buffer.length - offset, position = 0) => {
    const grows = position + length - fs.fstatSync(fd).size;
    if (grows <= 0) return original(fd, buffer, offset, length, position);
    const taken = Math.min(length, length - grows + left);
    if (taken <= 0)
      throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC", syscall: "write" });
    left -= Math.max(0, grows - (length - taken));
    return original(fd, buffer, offset, taken, position);
  };
  const write: Write = (fd, buffer, offset, length, position, done) => {
    setImmediate(() => {
      try {
        done(null, writeSync(fd, buffer, offset, length, position));
      } catch (error) {
        done(error as Error, 0);
      }
    });
  };
  const { open } = fs.promises;
  const openFull = async (path: string, flags: string): Promise<fs.promises.FileHandle> => {
    const file = await open(path, flags);
    return Object.assign(file, {
      writeFile: async (text: string) => void writeSync(file.fd, Buffer.from(text), 0, text.length, 0),
    });
  };
  t.mock.method(fs.promises, "open", openFull as typeof open);
  t.mock.method(fs, "writeSync", writeSync);
  t.mock.method(fs, "write", write as typeof fs.write);
  syncBuiltinESMExports();
  t.after(() => {
    t.mock.restoreAll();
    syncBuiltinESMExports();
  });
}

describe("a .npy file that grows", () => {
  test("can be loaded at any moment and holds what was told", (t) => {
    const file = join(temporaryFolder(t), "a.npy");
    const stream = new NpyStream(file, "<i4", [N]);
    assert.deepEqual(load(file), { shape: [0, N], data: [] });
    stream.append(Int32Array.of(1, 2, 3, 4));
    assert.deepEqual(load(file), { shape: [0, N], data: [] });
    stream.commitHeader();
    assert.deepEqual(load(file), { shape: [2, N], data: [1, 2, 3, 4] });
    stream.append(Int32Array.of(5, 6));
    stream.truncateUncommitted();
    stream.append(Int32Array.of(7, 8));
    stream.commitHeader();
    stream.close();
    assert.deepEqual(load(file), { shape: [3, N], data: [1, 2, 3, 4, 7, 8] });
    assert.equal(fs.statSync(file).size, 128 + 24);
  });

  test("is never made where there is a file", (t) => {
    const file = join(temporaryFolder(t), "a.npy");
    new NpyStream(file, "<f4", []).close();
    assert.throws(
      () => new NpyStream(file, "<f4", []),
      (error) => error instanceof FileError && error.code === "EEXIST",
    );
  });
});

describe("a run's arrays", () => {
  test("hold what was appended, with summaries to the last bin", async (t) => {
    const folder = temporaryFolder(t);
    const writer = new RunWriter(folder, N);
    const [spikes, rates] = block(0, 1100);
    await appendBins(writer, N, spikes, rates, 1000);
    await appendBins(writer, N, spikes.subarray(1000 * N), rates.subarray(1000 * N), 100);
    await writer.finish();
    assert.equal(writer.binsDone, 1100);
    assert.deepEqual(load(folder, "spikes.npy"), { shape: [1100, N], data: [...spikes] });
    assert.deepEqual(load(folder, "rates.npy"), { shape: [1100, N], data: [...rates] });
    assert.deepEqual(load(folder, "population.npy").data.slice(-2), [2198 + 2199, (2198 + 2199) / 8]);
    assert.deepEqual(
      SUMMARY_SIZES.map((size) => load(folder, summaryFile(size)).shape),
      [
        [18, N, 4],
        [2, N, 4],
        [1, N, 4],
      ],
    );
  });

  test("on a full disk keep every bin that was told of, and the manifest tells how it ended", async (t) => {
    const folder = temporaryFolder(t);
    const running = exampleManifest({ status: "running", bins_done: 0 });
    const manifestFile = new ManifestFile(folder, running);
    manifestFile.create(1);
    const writer = new RunWriter(folder, N);
    await appendBins(writer, N, ...block(0, 100), 100);
    fillDiskAfter(t, 1000);
    await assert.rejects(
      appendBins(writer, N, ...block(100, 100), 100),
      (error) => error instanceof FileError && error.code === "ENOSPC",
    );
    await assert.rejects(manifestFile.renew(running), /no space left/);
    await writer.salvage();
    assert.equal(writer.binsDone, 100);
    assert.equal(writer.totals().bins, 100);
    for (const file of ["spikes.npy", "rates.npy"]) assert.deepEqual(load(folder, file).shape, [100, N]);
    assert.equal(fs.statSync(join(folder, "spikes.npy")).size, 128 + 100 * N * 4);
    await manifestFile.prepareEnd({
      ...running,
      status: "failed",
      bins_done: 100,
      spikes_per_neuron: [123456789, 987654321],
      error: { message: "x".repeat(5000) },
    });
    await manifestFile.end();
    assert.equal(readManifest(folder).status, "failed");
    assert.equal(readManifest(folder).error?.message.length, 5000);
  });

  test("whatever byte the disk is full at, arrays can be loaded and summaries have no gap", async (t) => {
    const folder = temporaryFolder(t);
    for (let room = 0; room < 14_000; room += 977) {
      const run = join(folder, String(room));
      mkdirSync(run);
      const writer = new RunWriter(run, N);
      fillDiskAfter(t, room);
      let failed = false;
      try {
        for (let bin = 0; bin < 900; bin += 90) await appendBins(writer, N, ...block(bin, 90), 90);
        await writer.finish();
      } catch {
        failed = true;
        await writer.salvage();
      }
      t.mock.restoreAll();
      syncBuiltinESMExports();
      assert.ok(failed, `${room} bytes are not enough`);
      const bins = writer.binsDone;
      assert.equal(bins % 90, 0);
      assert.deepEqual(load(run, "spikes.npy").data, [...block(0, bins)[0]]);
      assert.deepEqual(load(run, "rates.npy").data, [...block(0, bins)[1]]);
      const rows = load(run, summaryFile(64));
      for (let at = 0; at < rows.shape[0]; at++)
        assert.equal(rows.data[at * N * 4 + 1], (at * 64 * N) / 8, "lowest rate of the block");
    }
  });
});

test("the reserved space of the last manifest is gone when it was used", async (t) => {
  const folder = temporaryFolder(t);
  const manifestFile = new ManifestFile(folder, exampleManifest({ status: "running" }));
  manifestFile.create(1);
  await manifestFile.renew(exampleManifest({ status: "running", bins_done: 500 }));
  assert.equal(readManifest(folder).bins_done, 500);
  await manifestFile.prepareEnd(exampleManifest());
  await manifestFile.end();
  await manifestFile.settle();
  assert.deepEqual(fs.readdirSync(folder), [MANIFEST_FILE]);
  assert.ok(existsSync(join(folder, MANIFEST_FILE)));
  assert.equal(JSON.parse(readFileSync(join(folder, MANIFEST_FILE), "utf8")).status, "finished");
});
