import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import * as vscode from "vscode";
import { Command } from "../../../src/host/names";
import { type Suite, test } from "./runner";
import { answering, closeAll, emptyFolder, ENDLESS, runFolders, small, until, withSetting, writeConfig } from "./support";

const deleted = (answer: string | undefined, ...targets: unknown[]): Promise<unknown[][]> =>
  answering("showWarningMessage", () => answer, () => Promise.resolve(vscode.commands.executeCommand(Command.DeleteRun, ...targets)));

export const deleting: Suite = [
  test("a run goes to the trash, or for good when there is none and the person says so", async () => {
    const file = await writeConfig(await emptyFolder("deleting"), "deleted", small());
    await withSetting("openView", "never", async () => {
      for (let run = 0; run < 3; run++) await vscode.commands.executeCommand(Command.SimulateNextKey, vscode.Uri.file(file));
    });
    const [first, second, third] = runFolders(file);
    const asked = await deleted(undefined, { runFolder: first });
    assert.equal(existsSync(first), asked.length > 0, "without the person's word it must stay where it cannot go to the trash");
    for (const [question] of asked) assert.equal(question, "Delete deleted · run 1 for good?");
    const nodes = [first, second, third].filter(existsSync).map((runFolder) => ({ runFolder }));
    await deleted("Delete for Good", nodes[0], nodes);
    assert.deepEqual(runFolders(file), []);
  }),

  test("a run that goes on is stopped before it is deleted", async () => {
    const file = await writeConfig(await emptyFolder("deleting"), "going", ENDLESS);
    const done = vscode.commands.executeCommand(Command.Simulate, vscode.Uri.file(file));
    const folder = await until("the run", () => runFolders(file)[0]);
    await until("its start", async () => (await deleted("Delete for Good", { runFolder: folder })) && !existsSync(folder));
    await done;
    assert.deepEqual(runFolders(file), []);
    await closeAll();
  }),
];
