import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { cp } from "node:fs/promises";
import * as path from "node:path";
import { suite, test } from "mocha";
import * as vscode from "vscode";
import { Command } from "../../src/host/shared/names";
import {
  answering,
  closeAll,
  emptyFolder,
  ENDLESS,
  manifestOf,
  runFolders,
  runTabs,
  small,
  until,
  withSetting,
  writeConfig,
} from "./support";

const run = (...command: [string, ...unknown[]]): Promise<unknown> =>
  Promise.resolve(vscode.commands.executeCommand(...command));

async function simulated(folder: string, name: string): Promise<string> {
  const file = await writeConfig(folder, name, small());
  await withSetting("openView", "never", () => run(Command.Simulate, vscode.Uri.file(file)));
  return file;
}

/** As the Explorer renames. */
async function renamed(...moves: [from: string, to: string][]): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  for (const [from, to] of moves) edit.renameFile(vscode.Uri.file(from), vscode.Uri.file(to));
  assert.ok(await vscode.workspace.applyEdit(edit));
}

suite("Renaming configs", () => {
  test("a config that is renamed takes its runs along, and they know it by its new name", async () => {
    const folder = await emptyFolder("renaming");
    const old = await simulated(folder, "old");
    const [before] = runFolders(old);
    const manifest = readFileSync(path.join(before, "run.glmrun.json"), "utf8");
    const file = path.join(folder, "new.glm.json");
    await renamed([old, file]);
    const [runFolder] = runFolders(file);
    assert.ok(!existsSync(path.dirname(before)));
    assert.equal(
      readFileSync(path.join(runFolder, "run.glmrun.json"), "utf8"),
      manifest,
      "manifests stay as they were written",
    );
    await run(Command.OpenConfig, { runFolder });
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, file);
    await withSetting("openView", "never", () => run(Command.RunAgain, { runFolder }));
    assert.equal(runFolders(file).length, 2);
    await run(Command.OpenRun, { runFolder });
    await until("the run's tab", () => runTabs().some(({ label }) => label === "new · run 1"));
    await closeAll();
  });

  test("a config that is moved takes its runs along; so does the folder above it, by itself", async () => {
    const folder = await emptyFolder("moving");
    const old = await simulated(folder, "net");
    mkdirSync(path.join(folder, "inner"));
    await renamed([old, path.join(folder, "inner", "net.glm.json")]);
    assert.equal(runFolders(path.join(folder, "inner", "net.glm.json")).length, 1);
    await renamed([path.join(folder, "inner"), path.join(folder, "other")]);
    assert.equal(runFolders(path.join(folder, "other", "net.glm.json")).length, 1);
  });

  test("where the setting names a folder for runs, the mirrored paths move", async () => {
    const folder = await emptyFolder("mirroring");
    const root = path.join(folder, "all-runs");
    await withSetting("runsFolder", root, async () => {
      const models = path.join(folder, "models");
      mkdirSync(models);
      const old = await simulated(models, "net");
      assert.ok(existsSync(path.join(root, "models", "net.runs")));
      await renamed([old, path.join(models, "new.glm.json")]);
      assert.ok(
        existsSync(path.join(root, "models", "new.runs")) && !existsSync(path.join(root, "models", "net.runs")),
      );
      await renamed([models, path.join(folder, "nets")]);
      assert.ok(existsSync(path.join(root, "nets", "new.runs")) && !existsSync(path.join(root, "models")));
      // A folder of this name has runs already.
      mkdirSync(path.join(root, "again", "other.runs"), { recursive: true });
      await renamed([path.join(folder, "nets"), path.join(folder, "again")]);
      const [runFolder] = runFolders(path.join(root, "again", "new.glm.json"));
      await run(Command.OpenConfig, { runFolder });
      assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, path.join(folder, "again", "new.glm.json"));
    });
    await closeAll();
  });

  test("runs stay where their new place is taken, or where one goes on, and a person is told", async () => {
    const folder = await emptyFolder("staying");
    const old = await simulated(folder, "old");
    mkdirSync(path.join(folder, "new.runs"));
    const told = await answering(
      "showWarningMessage",
      () => undefined,
      () => renamed([old, path.join(folder, "new.glm.json")]),
    );
    assert.match(String(told[0]?.[0]), /^Runs stay where they are: .*old\.runs, as .*new\.runs is there already\.$/);
    assert.equal(runFolders(old).length, 1);

    const going = await writeConfig(folder, "going", ENDLESS);
    const done = withSetting("openView", "never", () => run(Command.Simulate, vscode.Uri.file(going)));
    await until("the run", () => runFolders(going)[0]);
    const heard = await answering(
      "showWarningMessage",
      () => undefined,
      () => renamed([going, path.join(folder, "gone.glm.json")]),
    );
    assert.match(String(heard[0]?.[0]), /going\.runs, where a run is still running\.$/);
    await run(Command.Stop);
    await done;
  });

  test("a copied folder's runs refer to its own config; a run whose config is gone says so and offers its copy", async () => {
    const folder = await emptyFolder("copying");
    const file = await simulated(folder, "net");
    const copy = `${folder}-copy`;
    await cp(folder, copy, { recursive: true });
    const [runFolder] = runFolders(path.join(copy, "net.glm.json"));
    await run(Command.OpenConfig, { runFolder });
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, path.join(copy, "net.glm.json"));
    await closeAll();
    renameSync(path.join(copy, "net.glm.json"), path.join(copy, "other.glm.json"));
    for (const command of [Command.RunAgain, Command.SimulateNextKey, Command.SimulateWithKey]) {
      const asked = await answering(
        "showWarningMessage",
        (_text, button) => button,
        () => run(command, { runFolder }),
      );
      assert.deepEqual(
        asked.map(([text]) => text),
        ["net.glm.json is gone, so net · run 1 cannot be simulated from it. The run keeps a copy of it."],
      );
      assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, path.join(runFolder, "config.jsonc"));
      await closeAll();
    }
    assert.equal(manifestOf(runFolder).run_number, 1);
    assert.equal(runFolders(file).length, 1);
    await vscode.workspace.fs.delete(vscode.Uri.file(copy), { recursive: true });
  });
});
