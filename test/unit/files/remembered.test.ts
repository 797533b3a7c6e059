import assert from "node:assert/strict";
import { mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { withFile } from "../../../src/files/open";
import { remembered } from "../../../src/files/remembered";

const folder = mkdtempSync(join(tmpdir(), "spikeloop-remembered-"));
after(() => rmSync(folder, { recursive: true }));

const LONG_AGO = new Date("2026-01-01T00:00:00Z");

/** Writes a file as if it had been written long ago. */
function put(name: string, text: string, when = LONG_AGO): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  utimesSync(file, when, when);
  return file;
}

function counted(): { readonly text: (file: string) => string; readonly reads: () => number } {
  let reads = 0;
  const once = remembered(({ size, read }) => {
    reads++;
    const found = Buffer.from(read(0, size)).toString();
    if (found.startsWith("bad")) throw new Error(found);
    return found;
  });
  return { text: (file) => withFile(file, (source) => once(file, source)), reads: () => reads };
}

test("the same state of a file is read once", () => {
  const { text, reads } = counted();
  const file = put("a", "first");
  assert.deepEqual([text(file), text(file), reads()], ["first", "first", 1]);
  assert.deepEqual([text(put("b", "other")), reads()], ["other", 2]);
});

test("what is wrong with it is remembered as well", () => {
  const { text, reads } = counted();
  const file = put("a", "bad luck");
  assert.throws(() => text(file), /bad luck/);
  assert.throws(() => text(file), /bad luck/);
  assert.equal(reads(), 1);
});

test("another size, another time or another file of the same name is read again", () => {
  const { text } = counted();
  const file = put("a", "1st");
  assert.equal(text(file), "1st");
  put("a", "second");
  assert.equal(text(file), "second");
  put("a", "thirdd");
  assert.equal(text(file), "thirdd", "of the same size and time, but changed since");
  renameSync(put("b", "fourth"), file);
  assert.equal(text(file), "fourth");
  rmSync(file);
  assert.throws(() => text(file), /there is no file/);
});

test("what has just been written may be written again within the same tick: it is not remembered", () => {
  const { text, reads } = counted();
  const file = put("a", "now", new Date());
  text(file);
  text(file);
  assert.equal(reads(), 2);
});

test("of very many files the ones asked for last are remembered", () => {
  const { text, reads } = counted();
  const files = Array.from({ length: 65 }, (_, i) => put(`many ${i}`, String(i)));
  for (const file of files) text(file);
  text(files[64]);
  assert.equal(reads(), 65);
  text(files[0]);
  assert.equal(reads(), 66);
});
