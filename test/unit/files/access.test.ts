import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { ANYWHERE, mayOpen } from "../../../src/files/access";

const root = mkdtempSync(join(tmpdir(), "spikeloop-access-"));
const workspace = join(root, "workspace");
mkdirSync(workspace);
writeFileSync(join(root, "secret.npy"), "");
writeFileSync(join(workspace, "a.npy"), "");
const access = { within: [workspace] };

test("files of the folder may be opened, whether they are there or not; others may not", () => {
  assert.ok(mayOpen(join(workspace, "a.npy"), access));
  assert.ok(mayOpen(join(workspace, "deep", "er", "missing.npy"), access));
  assert.ok(!mayOpen(join(workspace, "..", "secret.npy"), access));
  assert.ok(!mayOpen("/etc/passwd", access));
  assert.ok(!mayOpen(`${workspace}-other/a.npy`, access));
  assert.ok(mayOpen("/etc/passwd", ANYWHERE));
});

test("a link that leads out of the folder may not be followed, also as a folder on the way", () => {
  symlinkSync(join(root, "secret.npy"), join(workspace, "link.npy"));
  symlinkSync(root, join(workspace, "way"));
  assert.ok(!mayOpen(join(workspace, "link.npy"), access));
  assert.ok(!mayOpen(join(workspace, "way", "secret.npy"), access));
  assert.ok(!mayOpen(join(workspace, "way", "missing.npy"), access));
  symlinkSync(join(workspace, "a.npy"), join(workspace, "inner.npy"));
  assert.ok(mayOpen(join(workspace, "inner.npy"), access));
});

test("a network path is in no folder", () => {
  assert.ok(!mayOpen("//server/share/a.npy", { within: ["//server/share"] }) || process.platform !== "win32");
});
