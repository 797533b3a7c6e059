import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { MANIFEST_FILE } from "../../../../src/protocol/manifest";
import {
  createOutFolder,
  createRunFolder,
  nextRunNumber,
  runsFolderOf,
  runsIn,
} from "../../../../src/runs/write/folders";
import { manifestText } from "../../../../src/runs/write/manifest-file";
import { exampleManifest } from "../../../support/example-manifest";
import { temporaryFolder } from "../../../support/temporary-folder";

const started = new Date("2026-11-23T10:15:30.120Z");

describe("where runs go", () => {
  test("beside their config", () => {
    assert.equal(runsFolderOf(resolve("/data/two-neurons.glm.json")), resolve("/data/two-neurons.runs"));
    assert.equal(runsFolderOf(resolve("/data/other.json")), resolve("/data/other.runs"));
  });

  test("below a root, mirroring the config's path", () => {
    assert.equal(
      runsFolderOf(resolve("/work/a/b/net.glm.json"), resolve("/work/runs")),
      resolve("/work/runs/a/b/net.runs"),
    );
    assert.equal(
      runsFolderOf(resolve("/home/me/net.glm.json"), resolve("/scratch/runs")),
      resolve("/scratch/runs/home/me/net.runs"),
    );
  });
});

describe("making a run's folder", () => {
  test("never takes one that is there, numbers on, and keeps runs out of git", (t) => {
    const runs = join(temporaryFolder(t), "net.runs");
    const made = [1, 2, 3].map(() => createRunFolder(runs, started, [0, 7]));
    assert.deepEqual(
      made.map(({ folder }) => folder),
      ["", "-2", "-3"].map((suffix) => join(runs, `20261123T101530Z-key7${suffix}`)),
    );
    assert.deepEqual(
      made.map(() => nextRunNumber(runs)),
      [1, 2, 3],
    );
    assert.equal(readFileSync(join(runs, ".gitignore"), "utf8"), "*\n");
  });

  test("gives no number twice, also after the newest run was deleted", (t) => {
    const runs = join(temporaryFolder(t), "net.runs");
    createRunFolder(runs, started, [0, 7]);
    assert.equal(nextRunNumber(runs), 1);
    const { folder } = createRunFolder(runs, started, [0, 7]);
    assert.equal(nextRunNumber(runs), 2);
    rmSync(folder, { recursive: true });
    assert.equal(nextRunNumber(runs), 3);
  });

  test("goes on from the runs that are there when the last number was lost", (t) => {
    const runs = join(temporaryFolder(t), "net.runs");
    mkdirSync(join(runs, "old"), { recursive: true });
    writeFileSync(join(runs, "old", MANIFEST_FILE), manifestText(exampleManifest({ run_number: 41 })));
    assert.equal(nextRunNumber(runs), 42);
    assert.equal(nextRunNumber(runs), 43);
    assert.equal(readdirSync(runs).filter((name) => name.startsWith(".run-number")).length, 1);
  });

  test("is not led astray by numbers that were never given", (t) => {
    const strange = [
      "9007199254740991",
      "9007199254740992",
      "-1",
      "1e3",
      "0x10",
      "",
      " 7",
      "007",
      "1.5",
      "NaN",
      "1".repeat(400),
    ];
    for (const number of strange) {
      const runs = join(temporaryFolder(t), "net.runs");
      mkdirSync(join(runs, "old"), { recursive: true });
      writeFileSync(join(runs, `.run-number-${number}`.slice(0, 255)), "");
      writeFileSync(join(runs, "old", MANIFEST_FILE), manifestText(exampleManifest({ run_number: 2 ** 53 - 1 })));
      assert.deepEqual(
        [1, 2].map(() => nextRunNumber(runs)),
        [1, 2],
        number,
      );
    }
  });

  test("stops in words when all numbers are used up, and takes any number of marks", (t) => {
    const runs = join(temporaryFolder(t), "net.runs");
    mkdirSync(runs);
    for (let number = 1; number <= 200_000; number += 100_000) writeFileSync(join(runs, `.run-number-${number}`), "");
    assert.equal(nextRunNumber(runs), 100_002);
    writeFileSync(join(runs, ".run-number-999999999"), "");
    assert.throws(() => nextRunNumber(runs), /used up: delete \.run-number-999999999/);
  });

  test("does not write .gitignore through a link", { skip: process.platform === "win32" }, (t) => {
    const folder = temporaryFolder(t);
    const runs = join(folder, "net.runs");
    mkdirSync(runs);
    symlinkSync(join(folder, "elsewhere"), join(runs, ".gitignore"));
    createRunFolder(runs, started, [0, 7]);
    assert.ok(!existsSync(join(folder, "elsewhere")));
  });

  test("says why it cannot", (t) => {
    const file = join(temporaryFolder(t), "file");
    writeFileSync(file, "");
    assert.throws(
      () => createRunFolder(join(file, "net.runs"), started, [0, 7]),
      /the folder of the run cannot be made: .*net\.runs/,
    );
  });

  test("a folder that a person named must be new or empty", (t) => {
    const folder = join(temporaryFolder(t), "a", "b");
    createOutFolder(folder);
    createOutFolder(folder);
    assert.ok(existsSync(folder));
    writeFileSync(join(folder, "notes.txt"), "");
    assert.throws(() => createOutFolder(folder), /not empty; a run needs a new or an empty folder/);
  });
});

describe("listing runs", () => {
  test("newest first; damaged ones say why; other folders are no runs", (t) => {
    const folder = temporaryFolder(t);
    const put = (name: string, text: string): void => {
      mkdirSync(join(folder, "net.runs", name), { recursive: true });
      writeFileSync(join(folder, "net.runs", name, MANIFEST_FILE), text);
    };
    put("20261123T101530Z-key1", manifestText(exampleManifest({ run_number: 1 })));
    put("20261123T101530Z-key1-2", manifestText(exampleManifest({ run_number: 2 })));
    put("20261123T090000Z-key1", manifestText(exampleManifest({ run_number: 10 })));
    put("broken", "{}");
    mkdirSync(join(folder, "net.runs", "notes"));
    const runs = runsIn(runsFolderOf(join(folder, "net.glm.json")));
    assert.deepEqual(
      runs.map(({ manifest }) => manifest?.run_number),
      [10, 2, 1, undefined],
    );
    assert.match(runs[3].damage ?? "", /broken/);
  });

  test("there are none where there is no folder", (t) => {
    assert.deepEqual(runsIn(join(temporaryFolder(t), "none.runs")), []);
  });
});
