import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { suite, test } from "mocha";
import * as vscode from "vscode";
import { Command } from "../../src/host/shared/names";
import { openRun } from "../../src/host/run-view/run-editor";
import { closeAll, emptyFolder, runFolders, runTabs, small, until, withSetting, writeConfig } from "./support";

async function twoRuns(name: string): Promise<string[]> {
  const file = await writeConfig(await emptyFolder(name), name, small());
  await withSetting("openView", "never", async () => {
    await vscode.commands.executeCommand(Command.Simulate, vscode.Uri.file(file));
    await vscode.commands.executeCommand(Command.SimulateNextKey, vscode.Uri.file(file));
  });
  return runFolders(file);
}

suite("Viewing runs", () => {
  test("a run's manifest opens in the run view", async () => {
    const [first] = await twoRuns("opened");
    await vscode.commands.executeCommand("vscode.open", vscode.Uri.file(path.join(first, "run.glmrun.json")));
    await until("its title", () => runTabs().some(({ label }) => label === "opened · run 1"));
    await closeAll();
  });

  test("a run that was only looked at gives its tab to the next one; a config never does", async () => {
    const [first, second] = await twoRuns("preview");
    const config = vscode.Uri.file(path.join(path.dirname(path.dirname(first)), "preview.glm.json"));
    await vscode.window.showTextDocument(config, { preview: true });
    await openRun(first);
    await openRun(second);
    const tabs = vscode.window.tabGroups.activeTabGroup.tabs.map(({ input }) =>
      input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom ? input.uri.fsPath : "",
    );
    assert.ok(tabs.includes(config.fsPath), "the config's tab was taken");
    assert.ok(tabs.includes(path.join(second, "run.glmrun.json")));
    await closeAll();
  });

  test("with the setting a run opens beside its config, the focus stays, and the next run takes the same column", async () => {
    const file = await writeConfig(await emptyFolder("beside"), "beside", small());
    await vscode.window.showTextDocument(vscode.Uri.file(file), { preview: false });
    await withSetting("openViewBeside", true, async () => {
      await vscode.commands.executeCommand(Command.Simulate);
      await until("the run beside", () => vscode.window.tabGroups.all.length === 2);
      assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, file);
      await vscode.commands.executeCommand(Command.SimulateNextKey, vscode.Uri.file(file));
      await until("the second run", () => runTabs().some(({ label }) => label === "beside · run 2"));
      assert.equal(vscode.window.tabGroups.all.length, 2);
    });
    await closeAll();
  });

  test("with the setting the view opens only when the run is done", async () => {
    const file = await writeConfig(await emptyFolder("when-done"), "when-done", small());
    await withSetting("openView", "whenDone", async () => {
      await vscode.commands.executeCommand(Command.Simulate, vscode.Uri.file(file));
    });
    assert.equal(runTabs()[0]?.runFolder, runFolders(file)[0]);
    await closeAll();
  });

  test("a run whose folder goes, and one whose manifest is damaged, keep their tabs and do no harm", async () => {
    const [first, second] = await twoRuns("gone");
    await openRun(first);
    await until("its title", () => runTabs().some(({ label }) => label === "gone · run 1"));
    await rm(first, { recursive: true });
    await writeFile(path.join(second, "run.glmrun.json"), "{ damaged");
    await openRun(second);
    await until("the damaged run's tab", () => runTabs().some(({ runFolder }) => runFolder === second));
    await closeAll();
  });

  test("Open Config goes to the config, or to the run's copy when that is gone", async () => {
    const [first] = await twoRuns("config");
    await vscode.commands.executeCommand(Command.OpenConfig, { runFolder: first });
    const config = path.join(path.dirname(path.dirname(first)), "config.glm.json");
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, config);
    await closeAll();
    await rm(config);
    await vscode.commands.executeCommand(Command.OpenConfig, { runFolder: first });
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, path.join(first, "config.jsonc"));
    await closeAll();
  });
});
