import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { decodeConfig, MOST_CONFIG_BYTES, readConfigFile } from "../../../../src/config/text/decode";
import { planConfig } from "../../../../src/config/plan";
import { ConfigError, type Problem } from "../../../../src/config/types";
import { CONFIG, folder, plan, put, SMALL } from "../configs";

const TEXT = JSON.stringify({ title: "Größe 🧠", ...SMALL }, null, 2);

/** The one problem of a config on disk that cannot be read. */
function problemOf(file: string): Problem {
  try {
    readConfigFile(file);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    assert.equal(error.problems.length, 1);
    return error.problems[0];
  }
  return assert.fail("it was read");
}

test("what PowerShell, Notepad and everybody else write is the same config", () => {
  const marked = `\ufeff${TEXT}`;
  for (const bytes of [
    Buffer.from(TEXT),
    Buffer.from(marked),
    Buffer.from(marked, "utf16le"),
    Buffer.from(marked, "utf16le").swap16(),
  ]) {
    put("network.glm.json", bytes);
    const { text, bytes: read } = readConfigFile(CONFIG);
    assert.equal(text, TEXT);
    assert.deepEqual(Buffer.from(read), bytes);
    assert.deepEqual(planConfig(CONFIG, text).problems, []);
  }
});

test("bytes that are no UTF-8 are told with their place, for the disk and for an editor alike", () => {
  const bytes = Buffer.from('{\r\n  "title": "Größe"\r\n}', "latin1");
  put("latin.glm.json", bytes);
  const file = join(folder, "latin.glm.json");
  const { line, column, offset, message } = problemOf(file);
  assert.deepEqual(
    { line, column, offset, message },
    { line: 2, column: 15, offset: 17, message: "byte 0xf6 is not UTF-8; save the file as UTF-8" },
  );
  assert.deepEqual(decodeConfig(bytes, file), { problem: problemOf(file) });
});

test("what is no file, or too large for a config, is refused and does not hang", () => {
  const pipe = join(folder, "pipe.glm.json");
  execFileSync("mkfifo", [pipe]);
  assert.match(problemOf(pipe).message, /the config cannot be read: .*not a regular file/);
  assert.match(problemOf("/dev/zero").message, /not a regular file/);
  assert.match(problemOf(folder).message, /is a folder/);
  assert.match(problemOf(join(folder, "none.glm.json")).message, /there is no file/);
  const large = join(folder, "large.glm.json");
  writeFileSync(large, "{");
  truncateSync(large, MOST_CONFIG_BYTES + 1);
  assert.match(problemOf(large).message, /^a config of 4\.0.MB is too large.*\.npy/);
  assert.match(plan(" ".repeat(MOST_CONFIG_BYTES + 1)).problems[0].message, /too large .*\.npy/);
});
