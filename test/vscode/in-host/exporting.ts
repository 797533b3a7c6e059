import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import { Command } from "../../../src/host/names";
import { type Suite, test } from "./runner";
import { answering, closeAll, emptyFolder, manifestOf, runFolders, small, until, withSetting, writeConfig } from "./support";

const run = (command: Command, target: unknown): Promise<unknown> => Promise.resolve(vscode.commands.executeCommand(command, target));

/** Exports with the first choice whose label matches, into `file`. */
async function exported(command: Command, runFolder: string, choice: RegExp, file: string): Promise<void> {
  await answering("showInformationMessage", () => undefined, async () => {
    await answering("showSaveDialog", () => vscode.Uri.file(file), async () => {
      await answering("showQuickPick", (items) => (items as readonly vscode.QuickPickItem[]).find(({ label }) => choice.test(label)), () => run(command, { runFolder }));
    });
  });
}

export const exporting: Suite = [
  test("spikes and rates of a run are saved as CSV, also without its view", async () => {
    const folder = await emptyFolder("exporting");
    const file = await writeConfig(folder, "exported", small());
    await withSetting("openView", "never", () => run(Command.Simulate, vscode.Uri.file(file)));
    const [runFolder] = runFolders(file);
    await exported(Command.ExportData, runFolder, /^Spikes of the Whole Run/, path.join(folder, "spikes.csv"));
    const lines = readFileSync(path.join(folder, "spikes.csv"), "utf8").trim().split(/\r?\n/);
    assert.equal(lines[0], "bin,neuron,count");
    const total = lines.slice(1).reduce((sum, line) => sum + Number(line.split(",")[2]), 0);
    assert.equal(total, manifestOf(runFolder).spikes_total);
    await exported(Command.ExportData, runFolder, /^Rates of the Whole Run/, path.join(folder, "rates.csv"));
    assert.equal(readFileSync(path.join(folder, "rates.csv"), "utf8").trim().split(/\r?\n/).length, 201);
  }),

  test("the view's picture is saved as PNG", async () => {
    const folder = await emptyFolder("exporting-picture");
    const file = await writeConfig(folder, "pictured", small());
    await run(Command.Simulate, vscode.Uri.file(file));
    const [runFolder] = runFolders(file);
    const picture = path.join(folder, "picture.png");
    await until("the picture", async () => {
      await answering("showErrorMessage", () => undefined, () => exported(Command.ExportPicture, runFolder, /on White/, picture));
      return vscode.workspace.fs.stat(vscode.Uri.file(picture)).then(() => true, () => false);
    });
    assert.equal(readFileSync(picture).subarray(1, 4).toString(), "PNG");
    await closeAll();
  }),

  test("nothing is written when the person picks nothing", async () => {
    const folder = await emptyFolder("exporting-nothing");
    const file = await writeConfig(folder, "nothing", small());
    await withSetting("openView", "never", () => run(Command.Simulate, vscode.Uri.file(file)));
    await exported(Command.ExportData, runFolders(file)[0], /^no such choice$/, path.join(folder, "nothing.csv"));
    assert.equal(await vscode.workspace.fs.stat(vscode.Uri.file(path.join(folder, "nothing.csv"))).then(() => true, () => false), false);
  }),
];
