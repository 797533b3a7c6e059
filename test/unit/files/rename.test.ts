import fs, { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { describe, test, type TestContext } from "node:test";
import assert from "node:assert/strict";
import { renameOver, renameOverSync } from "../../../src/files/rename";
import { replaceFile, replaceFileAsync } from "../../../src/files/replace";
import { MANIFEST_FILE } from "../../../src/protocol/manifest";
import { readManifest } from "../../../src/runs/manifest/read";
import { ManifestFile } from "../../../src/runs/write/manifest-file";
import { exampleManifest } from "../../support/example-manifest";
import { systemError } from "../../support/faults";
import { temporaryFolder } from "../../support/temporary-folder";

/** The next `times` renames are refused with `code`; of a file system that replaces nothing, all where there is a file already. */
function refuseRenames(t: TestContext, code: string, times: number | "over"): void {
  let left = times === "over" ? Infinity : times;
  const { renameSync } = fs;
  const { rename } = fs.promises;
  const check = (to: string): void => {
    if (times === "over" ? !fs.existsSync(to) : left-- <= 0) return;
    throw systemError(code, "rename");
  };
  t.mock.method(
    fs,
    "renameSync",
    ((from: string, to: string) => (check(to), renameSync(from, to))) as typeof fs.renameSync,
  );
  t.mock.method(
    fs.promises,
    "rename",
    (async (from: string, to: string) => (check(to), rename(from, to))) as typeof fs.promises.rename,
  );
  syncBuiltinESMExports();
  t.after(() => {
    t.mock.restoreAll();
    syncBuiltinESMExports();
  });
}

describe("a file that somebody has open", () => {
  for (const code of ["EPERM", "EACCES", "EBUSY"]) {
    test(`is replaced once they are through: ${code}`, async (t) => {
      const folder = temporaryFolder(t);
      const file = join(folder, MANIFEST_FILE);
      const manifestFile = new ManifestFile(folder, exampleManifest({ status: "running" }));
      manifestFile.create(1);
      refuseRenames(t, code, 3);
      await replaceFileAsync(file, "beside");
      assert.equal(readFileSync(file, "utf8"), "beside");
      t.mock.restoreAll();
      refuseRenames(t, code, 3);
      replaceFile(file, "at once");
      assert.equal(readFileSync(file, "utf8"), "at once");
      t.mock.restoreAll();
      refuseRenames(t, code, 6);
      await manifestFile.prepareEnd(exampleManifest());
      await manifestFile.end();
      assert.equal(readManifest(folder).status, "finished");
      assert.deepEqual(readdirSync(folder), [MANIFEST_FILE]);
    });
  }

  test("for ever, or a refusal that will not pass, is told", async (t) => {
    const folder = temporaryFolder(t);
    const [from, to] = [join(folder, "from"), join(folder, "to")];
    await assert.rejects(renameOver(from, to), /ENOENT/);
    assert.throws(() => renameOverSync(from, to), /ENOENT/);
    writeFileSync(from, "new");
    writeFileSync(to, "old");
    const { platform } = process;
    Object.defineProperty(process, "platform", { value: "win32" });
    t.after(() => Object.defineProperty(process, "platform", { value: platform }));
    refuseRenames(t, "EBUSY", Infinity);
    await assert.rejects(renameOver(from, to), /EBUSY/);
    assert.throws(() => renameOverSync(from, to), /EBUSY/);
    assert.equal(readFileSync(to, "utf8"), "old");
  });
});

for (const code of ["EEXIST", "EPERM"]) {
  test(
    `a file system that replaces no file by renaming serves all the same: ${code}`,
    { skip: process.platform === "win32" },
    async (t) => {
      const folder = temporaryFolder(t);
      refuseRenames(t, code, "over");
      const manifestFile = new ManifestFile(folder, exampleManifest({ status: "running" }));
      manifestFile.create(1);
      await manifestFile.renew(exampleManifest({ status: "running", bins_done: 7 }));
      assert.equal(readManifest(folder).bins_done, 7);
      await manifestFile.prepareEnd(exampleManifest());
      await manifestFile.end();
      assert.equal(readManifest(folder).status, "finished");
      assert.deepEqual(readdirSync(folder), [MANIFEST_FILE]);
    },
  );
}
