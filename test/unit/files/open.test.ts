import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { FileError } from "../../../src/files/errors";
import { openFile, withFile } from "../../../src/files/open";
import { replaceFile, replaceFileAsync } from "../../../src/files/replace";
import { freeBytes } from "../../../src/files/space";

const folder = mkdtempSync(join(tmpdir(), "spikeloop-files-"));
after(() => rmSync(folder, { recursive: true, force: true }));

test("a file is read at any offset, and never beyond its end", () => {
  const path = join(folder, "a.bin");
  writeFileSync(path, Uint8Array.of(1, 2, 3, 4, 5));
  const source = openFile(path);
  assert.equal(source.size, 5);
  assert.deepEqual([...source.read(1, 3)], [2, 3, 4]);
  assert.deepEqual([...source.read(5, 0)], []);
  assert.throws(() => source.read(3, 3), /ends at byte 5/);
  source.close();
});

test("a file that shrinks while it is open is told, not read as zeros", () => {
  const path = join(folder, "shrinks.bin");
  writeFileSync(path, new Uint8Array(10));
  withFile(path, (source) => {
    writeFileSync(path, new Uint8Array(2));
    assert.throws(() => source.read(0, 10), /became shorter/);
  });
});

test("what cannot be opened says which file and why", () => {
  assert.throws(
    () => openFile(join(folder, "none.npy")),
    (error) =>
      error instanceof FileError && error.code === "ENOENT" && /there is no file .*none\.npy/.test(error.message),
  );
  assert.throws(() => openFile(folder), /is a folder, not a file/);
});

test("a pipe is refused instead of waited for", { skip: process.platform === "win32" }, () => {
  const pipe = join(folder, "pipe");
  execFileSync("mkfifo", [pipe]);
  assert.throws(() => openFile(pipe), /not a regular file/);
});

const replaceUnsynced = (path: string, bytes: Uint8Array | string): void => replaceFile(path, bytes, { fsync: false });

for (const replace of [replaceFile, replaceUnsynced, replaceFileAsync]) {
  test(`replacing a file leaves the new contents and nothing else (${replace.name})`, async () => {
    const sub = join(folder, replace.name);
    const path = join(sub, "m.json");
    mkdirSync(sub);
    await replace(path, "first");
    await replace(path, new TextEncoder().encode("second"));
    assert.equal(readFileSync(path, "utf8"), "second");
    assert.deepEqual(readdirSync(sub), ["m.json"]);
  });

  test(`a replacement that fails leaves what was there and no temporary file (${replace.name})`, async () => {
    const target = join(folder, `taken-${replace.name}`);
    mkdirSync(join(target, "inside"), { recursive: true });
    const before = readdirSync(folder);
    await assert.rejects(async () => replace(target, "text"), FileError);
    assert.deepEqual(readdirSync(folder), before);
  });
}

test("free space is told for a folder that is yet to be made", () => {
  assert.ok(freeBytes(join(folder, "not", "yet")) > 0);
});
