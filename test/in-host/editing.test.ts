import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { suite, test } from "mocha";
import * as vscode from "vscode";
import { Command } from "../../src/host/shared/names";
import { closeAll, emptyFolder, runFolders, small, until, writeConfig, writeQuietly } from "./support";
import { writeNpy } from "../support/npy";

const problemsOf = (uri: vscode.Uri): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "Spikeloop");

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

  test("a problem that stays is marked anew once the editor has another program's text, which displaced the mark", async () => {
    const file = await writeConfig(await emptyFolder("editing-anew"), "anew", small({ intercept: [-1, -2] }));
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    const before = await until("a problem", () => problemsOf(document.uri)[0]);
    await writeFile(file, `${document.getText()}\n`);
    await until("the new text", () => document.getText().endsWith("\n"));
    const after = await until("a new mark", () => problemsOf(document.uri).find((problem) => problem !== before));
    assert.deepEqual(JSON.parse(JSON.stringify(after)), JSON.parse(JSON.stringify(before)));
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
});
