import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { suite, test } from "mocha";
import * as vscode from "vscode";
import { Command } from "../../src/host/shared/names";
import { TEMPLATES } from "../../src/host/config-editor/templates";
import { answering, closeAll, emptyFolder, runFolders, small, until, writeConfig, writeQuietly } from "./support";
import { writeNpy } from "../support/npy";

const problemsOf = (uri: vscode.Uri): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "Spikeloop");
const lensesOf = async (uri: vscode.Uri): Promise<vscode.CodeLens[]> =>
  vscode.commands.executeCommand("vscode.executeCodeLensProvider", uri, 20);
const titlesOf = async (uri: vscode.Uri): Promise<string[]> =>
  (await lensesOf(uri)).map(({ command }) => command?.title ?? "");
const everything = new vscode.Range(0, 0, 1000, 0);

suite("Editing a config", () => {
  test("a problem is marked at its place, and goes when it is mended", async () => {
    const file = await writeConfig(
      await emptyFolder("editing"),
      "typo",
      small({ intercepts: undefined, intercept: [-1, -2] }),
    );
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    const found = await until("a problem", () =>
      problemsOf(document.uri).find(({ message }) => message.includes("intercepts")),
    );
    assert.equal(found.severity, vscode.DiagnosticSeverity.Error);
    assert.match(
      document.getText(
        problemsOf(document.uri)
          .map(({ range }) => range)
          .find((range) => document.getText(range).includes("intercept")),
      ),
      /intercept/,
    );
    const edit = new vscode.WorkspaceEdit();
    edit.replace(
      document.uri,
      new vscode.Range(document.positionAt(0), document.positionAt(1e6)),
      JSON.stringify(small()),
    );
    await vscode.workspace.applyEdit(edit);
    await until("no problem", () => problemsOf(document.uri).length === 0);
    await closeAll();
  });

  test("two places that disagree are both named", async () => {
    const file = await writeConfig(await emptyFolder("editing"), "disagree", small({ intercepts: [-1, -2, -3] }));
    const document = await vscode.workspace.openTextDocument(file);
    const found = await until("a problem", () => problemsOf(document.uri)[0]);
    assert.match(found.message, /2|3/);
    assert.equal(found.relatedInformation?.length, 1);
  });

  test("a file that a config refers to is looked at again when it changes", async () => {
    const folder = await emptyFolder("editing-files");
    const file = await writeConfig(folder, "refers", small({ intercepts: "intercepts.npy" }));
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    await until("a problem", () => problemsOf(document.uri).some(({ message }) => message.includes("intercepts.npy")));
    await writeFile(
      path.join(folder, "intercepts.npy"),
      writeNpy({ data: Float32Array.of(-1, -2), shape: [2] }, "<f4"),
    );
    await until("no problem", () => problemsOf(document.uri).length === 0);
    await closeAll();
  });

  test("whatever files a config names are watched: outside of the workspace, kept from watching, with an ending in capitals, in a folder that comes", async () => {
    const folder = await emptyFolder("editing-watched");
    const outside = await mkdtemp(path.join(tmpdir(), "spikeloop-outside-"));
    const excluded = path.join(folder, "excluded");
    await mkdir(excluded);
    const array = writeNpy({ data: Float32Array.of(-1, -2), shape: [2] }, "<f4");
    const files = {
      outside: path.join(outside, "a.npy"),
      excluded: path.join(excluded, "b.npy"),
      capitals: path.join(folder, "C.NPY"),
      later: path.join(folder, "later", "d.npy"),
    };
    const watching = vscode.workspace.getConfiguration("files");
    await watching.update("watcherExclude", { "**/excluded/**": true }, vscode.ConfigurationTarget.Workspace);
    try {
      await Promise.all(
        Object.entries(files).map(async ([name, file]) => {
          const { uri } = await vscode.workspace.openTextDocument(
            await writeConfig(folder, name, small({ intercepts: file })),
          );
          await until(`a problem of ${name}`, () =>
            problemsOf(uri).some(({ message }) => message.includes("there is no file")),
          );
          // As for one who saves an array elsewhere and comes back: a watcher needs a moment to begin.
          await new Promise((resolve) => setTimeout(resolve, 3000));
          await mkdir(path.dirname(file), { recursive: true });
          await writeFile(file, array);
          await until(`no problem of ${name}`, () => problemsOf(uri).length === 0);
          await rm(file);
          await until(`a problem of ${name} again`, () => problemsOf(uri).length > 0);
        }),
      );
    } finally {
      await watching.update("watcherExclude", undefined, vscode.ConfigurationTarget.Workspace);
      await rm(outside, { recursive: true });
    }
    await closeAll();
  });

  test("a problem that nothing told of going is gone when the config is simulated", async () => {
    const folder = await emptyFolder("editing-unwatched");
    const target = path.join(await emptyFolder("editing-target"), "target.npy");
    // Of what a link leads to no watcher hears, as of most network file systems.
    await symlink(target, path.join(folder, "link.npy"));
    const file = await writeConfig(folder, "unwatched", small({ intercepts: "link.npy" }));
    const document = await vscode.workspace.openTextDocument(file);
    await until("a problem", () => problemsOf(document.uri).length === 1);
    await writeQuietly(target, "");
    await writeFile(target, writeNpy({ data: Float32Array.of(-1, -2), shape: [2] }, "<f4"));
    await vscode.commands.executeCommand(Command.Simulate, document.uri);
    assert.equal(runFolders(file).length, 1);
    await until("no problem", () => problemsOf(document.uri).length === 0);
    await closeAll();
  });

  test("a mistake in the JSON itself is shown once, also where VS Code's JSON support does not know it", async () => {
    const folder = await emptyFolder("editing-syntax");
    const broken = {
      comma: '{\n  "intercepts": [1 2],\n  "n_time_bins": 1\n}',
      brace: '{\n  "intercepts": [1, 2],\n  "n_time_bins": 1\n',
      name: '{\n  "intercepts": [NaN, 2]\n}',
      comment: '{\n  "intercepts": [1, 2] /* and so on\n}',
      twice: JSON.stringify(small()).replace("{", '{\n"n_time_bins": 3,\n'),
    };
    for (const [name, text] of Object.entries(broken)) {
      const document = await vscode.workspace.openTextDocument(await writeConfig(folder, name, text));
      await vscode.window.showTextDocument(document);
      const all = (): vscode.Diagnostic[] => vscode.languages.getDiagnostics(document.uri);
      await until(`a mistake of ${name} told by the JSON support`, () =>
        all().some(({ source }) => source !== "Spikeloop"),
      );
      await until(`${name} shown once`, () => problemsOf(document.uri).length === 0);
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.deepEqual(
        problemsOf(document.uri).map(({ message }) => message),
        [],
        name,
      );
    }
    const deep = await vscode.workspace.openTextDocument(
      await writeConfig(
        folder,
        "deep",
        small({ intercepts: JSON.parse("[".repeat(120) + "]".repeat(120)) as unknown }),
      ),
    );
    await vscode.window.showTextDocument(deep);
    await until("what only Spikeloop knows", () =>
      problemsOf(deep.uri).some(({ message }) => message.includes("nested deeper")),
    );
    await closeAll();
  });

  test("what counts of a saved config are its bytes, as for a run", async () => {
    const folder = await emptyFolder("editing-bytes");
    const text = JSON.stringify(small({ title: "Ströme" }), null, 2);
    const utf16 = await vscode.workspace.openTextDocument(
      await writeConfig(folder, "utf16", Buffer.from(`\ufeff${text}`, "utf16le")),
    );
    const latin = await vscode.workspace.openTextDocument(
      await writeConfig(folder, "latin", Buffer.from(text, "latin1")),
    );
    const found = await until("a problem", () => problemsOf(latin.uri)[0]);
    assert.match(found.message, /UTF-8/);
    assert.equal(latin.lineAt(found.range.start.line).text.slice(0, found.range.start.character), '  "title": "Str');
    assert.deepEqual(problemsOf(utf16.uri), []);
    // In the encoding that it was written in, it is read right in the editor, and not by a run.
    const opened = await vscode.workspace.openTextDocument(latin.uri, { encoding: "windows1252" });
    assert.match(opened.getText(), /Ströme/);
    await until("the same problem", () => problemsOf(latin.uri)[0]?.message.includes("UTF-8"));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(opened.uri, new vscode.Position(0, 1), " ");
    await vscode.workspace.applyEdit(edit);
    await until("that it cannot be saved like this", () => problemsOf(latin.uri)[0]?.message.includes("windows1252"));
    await vscode.window.showTextDocument(opened);
    await closeAll();
  });

  test("problems stand where they belong however lines end, also in a file of several line endings", async () => {
    const text = '{\r\n  "title": "a",\n  "n_time_bins": 1.5,\r\n\r\n  "intercepts": [-1,\n  "x"]\r\n}';
    const document = await vscode.workspace.openTextDocument(
      await writeConfig(await emptyFolder("editing-lines"), "mixed", text),
    );
    const found = await until("problems", () =>
      problemsOf(document.uri).length > 1 ? problemsOf(document.uri) : undefined,
    );
    const places = found.map(({ range }) => document.getText(range));
    assert.ok(places.includes("1.5") && places.includes('"x"'), places.join());
  });

  test("a config that is closed has no problems any more", async () => {
    const uri = vscode.Uri.file(await writeConfig(await emptyFolder("editing"), "closed", "{ }"));
    // As a person opens it: what an extension opens stays open for minutes after its tab was closed.
    await vscode.commands.executeCommand("vscode.open", uri);
    await until("a problem", () => problemsOf(uri).length > 0);
    await closeAll();
    await until("no problem", () => problemsOf(uri).length === 0);
  });

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
