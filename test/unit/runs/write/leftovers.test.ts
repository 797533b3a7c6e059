import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import assert from "node:assert/strict";
import type { RunManifest } from "../../../../src/protocol/manifest";
import { createOutFolder } from "../../../../src/runs/write/folders";
import { clearLeftovers } from "../../../../src/runs/write/leftovers";
import { manifestText } from "../../../../src/runs/write/manifest-file";
import { exampleManifest } from "../../../support/example-manifest";
import { temporaryFolder } from "../../../support/temporary-folder";

const RESERVE = ".run.glmrun.json.reserve";
const RUN = "20261123T101530Z-key1";
const MINUTES = 60_000;

let gone: number;
before(() => {
  gone = spawnSync(process.execPath, ["-e", ""]).pid;
});

const dead = (): RunManifest["process"] => ({ pid: gone, host: hostname() });
const alive = (): RunManifest["process"] => ({ pid: process.pid, host: hostname() });
const elsewhere = (): RunManifest["process"] => ({ pid: gone, host: "another-machine" });

/** Makes a folder with files, by their contents, all of them so old. */
function put(folder: string, files: Record<string, string>, minutesOld = 0): string {
  mkdirSync(folder, { recursive: true });
  const time = new Date(Date.now() - minutesOld * MINUTES);
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text);
    utimesSync(join(folder, name), time, time);
  }
  utimesSync(folder, time, time);
  return folder;
}

/** A run by a process, with what a kill leaves of it. */
function run(writer: RunManifest["process"], more: Partial<RunManifest> = {}): Record<string, string> {
  return {
    "run.glmrun.json": manifestText(exampleManifest({ status: "running", process: writer, ...more })),
    "spikes.npy": "",
    [RESERVE]: JSON.stringify(writer),
    [`run.glmrun.json.${writer.pid}-3.tmp`]: "{",
    "notes.txt": "",
  };
}

const sign = (writer: RunManifest["process"]): Record<string, string> => ({
  [RESERVE]: `${JSON.stringify(writer)}     `,
  "config.jsonc": "{}",
  "spikes.npy": "",
});

describe("what kills left in a runs folder", () => {
  const cases: [
    what: string,
    files: () => Record<string, string>,
    minutesOld: number,
    left: (keyof ReturnType<typeof run>)[] | "all" | "no folder",
  ][] = [
    ["a killed run loses what lies beside it", () => run(dead()), 0, ["notes.txt", "run.glmrun.json", "spikes.npy"]],
    [
      "a run that was marked failed too",
      () => run(dead(), { status: "failed" }),
      0,
      ["notes.txt", "run.glmrun.json", "spikes.npy"],
    ],
    ["a run that goes on keeps all", () => run(alive()), 0, "all"],
    [
      "one that is suspended keeps all, however long",
      () => run(alive(), { updated: "2020-01-01T00:00:00.000Z" }),
      60 * 24 * 30,
      "all",
    ],
    ["one of another machine keeps all", () => run(elsewhere()), 60 * 24, "all"],
    [
      "one of another machine that was silent for long does not",
      () => run(elsewhere()),
      60 * 24 * 8,
      ["notes.txt", "run.glmrun.json", "spikes.npy"],
    ],
    ["a damaged manifest keeps all", () => ({ ...run(dead()), "run.glmrun.json": "{" }), 60 * 24 * 30, "all"],
    [
      "a reader's part that was killed long ago goes",
      () => ({ "run.glmrun.json": manifestText(exampleManifest()), [`summary-64.npy.${gone}.tmp`]: "" }),
      90,
      ["run.glmrun.json"],
    ],
    [
      "a reader's part of now stays",
      () => ({ "run.glmrun.json": manifestText(exampleManifest()), [`summary-64.npy.${gone}.tmp`]: "" }),
      0,
      "all",
    ],
    [
      "a reader's part that is being written stays",
      () => ({ "run.glmrun.json": manifestText(exampleManifest()), [`summary-64.npy.${process.pid}.tmp`]: "" }),
      90,
      "all",
    ],
    ["a run that never began goes", () => sign(dead()), 0, "no folder"],
    ["one that begins just now stays", () => sign(alive()), 60 * 24 * 30, "all"],
    ["one that begins on another machine stays", () => sign(elsewhere()), 60, "all"],
    ["one that did not say who it is stays for a while", () => ({ "config.jsonc": "", [RESERVE]: "    " }), 30, "all"],
    ["and goes then", () => ({ "config.jsonc": "", [RESERVE]: "    " }), 90, "no folder"],
    ["an empty folder of now stays", () => ({}), 0, "all"],
    ["an empty folder of before goes", () => ({}), 2, "no folder"],
    ["one that was not signed yet stays", () => ({ [RESERVE]: "" }), 0, "all"],
    ["and goes when it never was", () => ({ [RESERVE]: "" }), 2, "no folder"],
    ["what somebody else put there stays", () => ({ ...sign(dead()), "thesis.tex": "" }), 60 * 24 * 30, "all"],
  ];
  for (const [what, files, minutesOld, left] of cases) {
    test(what, (t) => {
      const runs = temporaryFolder(t);
      const made = files();
      put(join(runs, RUN), made, minutesOld);
      clearLeftovers(runs);
      if (left === "no folder") assert.deepEqual(readdirSync(runs), []);
      else assert.deepEqual(readdirSync(join(runs, RUN)).sort(), left === "all" ? Object.keys(made).sort() : left);
    });
  }

  test("only folders and files of our names are looked at, and no links", (t) => {
    const outside = put(join(temporaryFolder(t), "outside"), sign(dead()), 90);
    const runs = temporaryFolder(t);
    put(join(runs, "my-notes"), sign(dead()), 90);
    put(join(runs, "20261123T101530Z-key1-copy"), {}, 90);
    symlinkSync(outside, join(runs, RUN), "junction");
    put(
      runs,
      {
        [`.feedforward-input.${gone}-1.tmp`]: "",
        [`thesis.${gone}-1.tmp`]: "",
        [`.feedforward-input.${process.pid}-1.tmp`]: "",
      },
      90,
    );
    clearLeftovers(runs);
    assert.deepEqual(
      readdirSync(runs).sort(),
      [
        `.feedforward-input.${process.pid}-1.tmp`,
        "20261123T101530Z-key1",
        "20261123T101530Z-key1-copy",
        "my-notes",
        `thesis.${gone}-1.tmp`,
      ].sort(),
    );
    assert.equal(readdirSync(outside).length, 3);
    assert.equal(readdirSync(join(runs, "my-notes")).length, 3);
  });

  test("a runs folder that is not there, or is a file, is no trouble", (t) => {
    const folder = temporaryFolder(t);
    writeFileSync(join(folder, "file"), "");
    for (const name of ["nothing", "file"]) clearLeftovers(join(folder, name));
  });
});

test("a folder that a person named can be used again after a kill before the first bin, if we signed what is in it", (t) => {
  const folder = temporaryFolder(t);
  createOutFolder(put(join(folder, "killed"), sign(dead())));
  assert.deepEqual(readdirSync(join(folder, "killed")), []);
  for (const [name, files] of Object.entries<Record<string, string>>({
    alive: sign(alive()),
    unsigned: { "config.jsonc": "mine" },
    others: { ...sign(dead()), "thesis.tex": "" },
    run: run(dead()),
  })) {
    assert.throws(() => createOutFolder(put(join(folder, name), files, 60 * 24 * 30)), /not empty/);
    assert.deepEqual(readdirSync(join(folder, name)).sort(), Object.keys(files).sort());
  }
  createOutFolder(put(join(folder, "unsigned-reserve"), { [RESERVE]: "" }, 2));
  createOutFolder(put(join(folder, "empty"), {}, 60 * 24 * 30));
  assert.deepEqual(readdirSync(join(folder, "empty")), []);
});
