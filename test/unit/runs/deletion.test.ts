import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { deleteFiles, planDeletion } from "../../../src/runs/deletion";
import { RESERVE_FILE, RUN_FILES } from "../../../src/runs/layout";
import { readManifest } from "../../../src/runs/manifest/read";
import { fabricateRun } from "../../support/fabricate";

let root: string;
let run: string;

beforeEach(() => {
  root = mkdtempSync(join(realpathSync(tmpdir()), "spikeloop-deletion-"));
  run = join(root, "net.runs", "r1");
  mkdirSync(run, { recursive: true });
  for (const name of [...RUN_FILES, RESERVE_FILE, "spikes.npy.4711.tmp", "rates.damaged.npy", ".DS_Store"])
    writeFileSync(join(run, name), "");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const others = (plan = planDeletion(run, null, [])): readonly string[] =>
  plan.type === "files" ? plan.others : assert.fail(JSON.stringify(plan));

describe("deleting a run", () => {
  test("takes the folder where nothing else is in it, leftovers included", async () => {
    const plan = planDeletion(run, null, [root]);
    assert.equal(plan.type, "folder");
    assert.ok(plan.type === "folder" && (await deleteFiles(run, plan.files, false)));
    assert.ok(!existsSync(run));
  });

  test("leaves what the run did not write", async () => {
    writeFileSync(join(run, "thesis.tex"), "years of work");
    writeFileSync(join(run, ".hidden"), "");
    mkdirSync(join(run, "summary-4096.npy"));
    rmSync(join(run, "repeat.py"));
    mkdirSync(join(run, "repeat.py"));
    rmSync(join(run, "rates.npy"));
    symlinkSync(join(run, "thesis.tex"), join(run, "rates.npy"));
    assert.deepEqual([...others()].sort(), [".hidden", "rates.npy", "repeat.py", "summary-4096.npy", "thesis.tex"]);
    const plan = planDeletion(run, null, []);
    assert.ok(plan.type === "files" && !(await deleteFiles(run, plan.files, true)));
    assert.deepEqual(readdirSync(run).sort(), [".hidden", "rates.npy", "repeat.py", "summary-4096.npy", "thesis.tex"]);
  });

  test("leaves what comes into the folder meanwhile", async () => {
    const plan = planDeletion(run, null, []);
    writeFileSync(join(run, "late.txt"), "");
    assert.ok(plan.type === "folder" && !(await deleteFiles(run, plan.files, false)));
    assert.deepEqual(readdirSync(run), ["late.txt"]);
  });

  test("never takes a folder of the workspace, or one that holds it, by whatever way", () => {
    const link = join(root, "link");
    symlinkSync(run, link);
    for (const workspace of [run, link]) {
      const plan = planDeletion(run, null, [workspace]);
      assert.ok(plan.type === "files" && plan.others.length === 0 && /folder of the workspace/.test(plan.why));
    }
    const inner = join(run, "inner");
    mkdirSync(inner);
    assert.match(JSON.stringify(planDeletion(run, null, [inner])), /the workspace inner lies in it/);
  });

  test("leaves a folder that is a link", () => {
    const link = join(root, "net.runs", "r2");
    symlinkSync(run, link);
    const plan = planDeletion(link, null, []);
    assert.ok(plan.type === "files" && plan.why === "it is a link");
  });

  test("needs a run", () => {
    rmSync(join(run, "run.glmrun.json"));
    const why = (): unknown => planDeletion(run, null, []).type === "refused";
    assert.ok(why());
    mkdirSync(join(run, "run.glmrun.json"));
    assert.ok(why());
  });

  test("waits for whoever writes it", async () => {
    const folder = join(root, "net.runs", "r3");
    const other = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"]);
    const plan = (process: { pid: number; host: string }, updated: string, status = "running"): string => {
      rmSync(folder, { recursive: true, force: true });
      fabricateRun(folder, { nNeurons: 1, nTimeBins: 10, manifest: { status: status as "running", updated, process } });
      return planDeletion(folder, readManifest(folder), []).type;
    };
    const now = new Date().toISOString();
    const old = "2020-01-01T00:00:00.000Z";
    const here = { pid: other.pid ?? 0, host: hostname() };
    try {
      assert.equal(plan(here, now), "refused");
      assert.equal(plan(here, old), "refused", "it may have been stopped for a while");
      assert.equal(plan(here, now, "finished"), "folder");
      assert.equal(plan({ pid: here.pid, host: "elsewhere" }, now), "refused");
      assert.equal(plan({ pid: here.pid, host: "elsewhere" }, old), "folder");
      assert.equal(plan({ pid: process.pid, host: hostname() }, now), "folder");
    } finally {
      const ended = new Promise((done) => other.once("exit", done));
      other.kill();
      await ended;
    }
    assert.equal(plan(here, now), "folder");
  });
});
