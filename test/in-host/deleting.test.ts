import assert from "node:assert/strict";
import { copyFileSync, existsSync, readdirSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import * as path from "node:path";
import { suite, test } from "mocha";
import * as vscode from "vscode";
import { Command } from "../../src/host/shared/names";
import { MANIFEST_FILE } from "../../src/protocol/manifest";
import {
  answering,
  closeAll,
  emptyFolder,
  ENDLESS,
  manifestOf,
  runFolders,
  small,
  until,
  withSetting,
  writeConfig,
} from "./support";

const deleted = (answer: string | undefined, ...targets: unknown[]): Promise<unknown[][]> =>
  answering(
    "showWarningMessage",
    () => answer,
    () => Promise.resolve(vscode.commands.executeCommand(Command.DeleteRun, ...targets)),
  );

const run = (...command: [string, ...unknown[]]): Promise<unknown> =>
  Promise.resolve(vscode.commands.executeCommand(...command));

async function twoRuns(name: string): Promise<string[]> {
  const file = await writeConfig(await emptyFolder(name), name, small());
  await withSetting("openView", "never", async () => {
    for (let count = 0; count < 2; count++) await run(Command.SimulateNextKey, vscode.Uri.file(file));
  });
  return runFolders(file);
}

suite("Deleting runs", () => {
  test("a run goes to the trash, or for good when there is none and the person says so", async () => {
    const file = await writeConfig(await emptyFolder("deleting"), "deleted", small());
    await withSetting("openView", "never", async () => {
      for (let run = 0; run < 3; run++)
        await vscode.commands.executeCommand(Command.SimulateNextKey, vscode.Uri.file(file));
    });
    const [first, second, third] = runFolders(file);
    const asked = await deleted(undefined, { runFolder: first });
    assert.equal(
      existsSync(first),
      asked.length > 0,
      "without the person's word it must stay where it cannot go to the trash",
    );
    for (const [question] of asked) assert.equal(question, "Delete deleted · run 1 for good?");
    const nodes = [first, second, third].filter(existsSync).map((runFolder) => ({ runFolder }));
    await deleted("Delete for Good", nodes[0], nodes);
    assert.deepEqual(runFolders(file), []);
  });

  test("of a folder with other things in it only the run's files go, after asking; the rest is told and stays", async () => {
    const [first, second] = await twoRuns("strangers");
    writeFileSync(path.join(first, "thesis.tex"), "years of work");
    const nodes = [{ runFolder: first }, { runFolder: second }];
    const refused = await deleted(undefined, nodes[0], nodes);
    assert.match(
      JSON.stringify(refused[0]),
      /Delete only the files of strangers · run 1\?.*strangers\.runs.*stays, with thesis\.tex: other things are in it\. Deleted are .*and \d more/,
    );
    assert.equal(refused.length, 1);
    assert.ok(
      existsSync(path.join(first, "spikes.npy")) && existsSync(second),
      "without the person's word nothing goes",
    );
    await answering(
      "showWarningMessage",
      (_question, _options, button) => button,
      () => run(Command.DeleteRun, nodes[0], nodes),
    );
    assert.deepEqual(readdirSync(first), ["thesis.tex"]);
    assert.ok(!existsSync(second));
  });

  test("a run in the workspace's own folder takes nothing else with it", async () => {
    const [first] = await twoRuns("rooted-run");
    const root = vscode.workspace.workspaceFolders?.[0].uri.fsPath ?? assert.fail();
    const before = readdirSync(root);
    copyFileSync(path.join(first, MANIFEST_FILE), path.join(root, MANIFEST_FILE));
    const asked = await answering(
      "showWarningMessage",
      (_question, _options, button) => button,
      () => run(Command.DeleteRun, { runFolder: root }),
    );
    assert.match(JSON.stringify(asked[0]), /it is a folder of the workspace/);
    assert.deepEqual(readdirSync(root), before);
  });

  test("a run that another process writes is left, with the reason", async () => {
    const [first, second] = await twoRuns("written");
    const manifest = {
      ...manifestOf(first),
      status: "running",
      updated: new Date().toISOString(),
      process: { pid: process.ppid, host: hostname() },
    };
    writeFileSync(path.join(first, MANIFEST_FILE), JSON.stringify(manifest));
    const nodes = [{ runFolder: first }, { runFolder: second }];
    const asked = await deleted("Delete for Good", nodes[0], nodes);
    assert.match(
      JSON.stringify(asked.at(-1)),
      new RegExp(`Not deleted. written · run 1: process ${process.ppid} is writing it`),
    );
    assert.ok(existsSync(path.join(first, "spikes.npy")) && !existsSync(second));
  });

  test("a run that goes on is stopped before it is deleted", async () => {
    const file = await writeConfig(await emptyFolder("deleting"), "going", ENDLESS);
    const done = vscode.commands.executeCommand(Command.Simulate, vscode.Uri.file(file));
    const folder = await until("the run", () => runFolders(file)[0]);
    await until(
      "its start",
      async () => (await deleted("Delete for Good", { runFolder: folder })) && !existsSync(folder),
    );
    await done;
    assert.deepEqual(runFolders(file), []);
    await closeAll();
  });
});
