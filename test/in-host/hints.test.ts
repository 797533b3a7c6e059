import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import * as path from "node:path";
import { suite, test } from "mocha";
import * as vscode from "vscode";
import { Command } from "../../src/host/shared/names";
import { TEMPLATES } from "../../src/host/config-editor/templates";
import { answering, closeAll, emptyFolder, runFolders, small, until, writeConfig, writeQuietly } from "./support";

const problemsOf = (uri: vscode.Uri): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "Spikeloop");
const lensesOf = async (uri: vscode.Uri): Promise<vscode.CodeLens[]> =>
  vscode.commands.executeCommand("vscode.executeCodeLensProvider", uri, 20);
const titlesOf = async (uri: vscode.Uri): Promise<string[]> =>
  (await lensesOf(uri)).map(({ command }) => command?.title ?? "");
const everything = new vscode.Range(0, 0, 1000, 0);

suite("Hints and lenses in a config", () => {
  test("inlay hints show the resolved shapes on the first lines of their values", async () => {
    const text = TEMPLATES.find(({ id }) => id === "network")?.text ?? "";
    const file = await writeConfig(await emptyFolder("editing"), "shapes", text);
    const document = await vscode.workspace.openTextDocument(file);
    const hints: vscode.InlayHint[] = await vscode.commands.executeCommand(
      "vscode.executeInlayHintProvider",
      document.uri,
      everything,
    );
    const byKey = hints.map(({ position, label }) => [/"(\w+)"/.exec(document.lineAt(position.line).text)?.[1], label]);
    assert.deepEqual(Object.fromEntries(byKey), {
      coupling_basis_matrix: "(80, 5)",
      coupling_coef: "(24, 24, 5)",
      intercepts: "(24,)",
      feedforward_coef: "(24, 1)",
      feedforward_input: "(5000, 24, 1)",
    });
  });

  test("inlay hints say in words what equally long axes are taken for", async () => {
    const square = small({
      coupling_coef: 0,
      coupling_basis_matrix: { basis: "BSpline", n_basis_funcs: 4, window_size: 20 },
      intercepts: [-1, -1, -1, -1],
    });
    const document = await vscode.workspace.openTextDocument(
      await writeConfig(await emptyFolder("editing"), "square", square),
    );
    const hints: vscode.InlayHint[] = await vscode.commands.executeCommand(
      "vscode.executeInlayHintProvider",
      document.uri,
      everything,
    );
    const labels = hints.map(({ label }) => label);
    assert.ok(labels.includes("(4, 4, 4) receiver × sender × basis"), labels.join());
    assert.ok(labels.includes("(20, 4)"), labels.join());
  });

  test("the lens simulates, and then says what the newest run gave", async () => {
    const file = await writeConfig(await emptyFolder("lenses"), "lens", small({ bin_size: 0.001 }));
    const { uri } = await vscode.workspace.openTextDocument(file);
    const before = await lensesOf(uri);
    assert.deepEqual(
      before.map(({ command }) => command?.title),
      ["$(play)\u00a0Simulate"],
    );
    assert.equal(before[0].range.start.line, 0);
    await vscode.commands.executeCommand(before[0].command?.command ?? "", ...(before[0].command?.arguments ?? []));
    assert.equal(runFolders(file).length, 1);
    const [simulate, newest] = await until("both lenses", async () => {
      const titles = await titlesOf(uri);
      return titles.length === 2 ? titles : undefined;
    });
    assert.equal(simulate, "$(play)\u00a0Simulate");
    assert.match(newest, /last run just now: \d+ spikes, [\d.]+\u202fHz/);
    await closeAll();
    const open = (await lensesOf(uri))[1].command;
    await vscode.commands.executeCommand(open?.command ?? "", ...(open?.arguments ?? []));
    const { activeTab } = vscode.window.tabGroups.activeTabGroup;
    assert.ok(activeTab?.input instanceof vscode.TabInputCustom);
    await closeAll();
  });

  test("there are no lenses and hints on what is not a config on disk", async () => {
    const otherScheme = vscode.workspace.registerTextDocumentContentProvider("in-host", {
      provideTextDocumentContent: () => JSON.stringify(small()),
    });
    const before = await vscode.workspace.openTextDocument(vscode.Uri.parse("in-host:/compared.glm.json"));
    assert.deepEqual(await titlesOf(before.uri), []);
    assert.deepEqual(problemsOf(before.uri), []);
    otherScheme.dispose();
    const other = path.join(await emptyFolder("lenses"), "plain.json");
    await writeFile(other, JSON.stringify(small()));
    const { uri } = await vscode.workspace.openTextDocument(other);
    assert.deepEqual(await titlesOf(uri), []);
    assert.deepEqual(problemsOf(uri), []);
  });

  test("Check Config says that a config is fine, or shows what is wrong", async () => {
    const folder = await emptyFolder("checking");
    const fine = vscode.Uri.file(await writeConfig(folder, "fine", small()));
    const [[said]] = await answering(
      "showInformationMessage",
      () => undefined,
      () => Promise.resolve(vscode.commands.executeCommand(Command.CheckConfig, fine)),
    );
    assert.match(String(said), /^fine\.glm\.json is fine\. 2 neurons × 200 bins take .* on disk and .* of memory\.$/);
    assert.equal(runFolders(fine.fsPath).length, 0);
    const bad = vscode.Uri.file(await writeConfig(folder, "bad", small({ intercepts: "gone.npy" })));
    const [[warned]] = await answering(
      "showWarningMessage",
      () => undefined,
      () => Promise.resolve(vscode.commands.executeCommand(Command.CheckConfig, bad)),
    );
    assert.match(String(warned), /bad\.glm\.json has 1 problem.*gone\.npy/);
    const inData = vscode.Uri.file(await writeConfig(folder, "in-data", small({ intercepts: "intercepts.csv" })));
    await writeQuietly(path.join(folder, "intercepts.csv"), "-1\nnan\n");
    const [[found]] = await answering(
      "showWarningMessage",
      () => undefined,
      () => Promise.resolve(vscode.commands.executeCommand(Command.CheckConfig, inData)),
    );
    assert.match(String(found), /in-data\.glm\.json has 1 problem/);
    await until("the problem in the data", () => problemsOf(inData).length === 1);
    await closeAll();
  });
});
