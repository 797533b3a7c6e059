import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { suite, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";
import { CONFIG_LANGUAGE } from "../../../src/host/shared/names";
import { closeAll, small, until } from "../support";

/** Longer than an activation that must not come would take. */
const LONG_MS = 3000;

function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension("spikeloop.spikeloop");
  assert.ok(found);
  return found;
}

suite("A folder without configs", () => {
  const folder = mkdtemp(path.join(tmpdir(), "spikeloop-loose-"));
  suiteTeardown(async () => rm(await folder, { recursive: true }));

  const show = async (name: string, text: string): Promise<vscode.TextDocument> => {
    const file = path.join(await folder, name);
    await writeFile(file, text);
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    return document;
  };

  test("does not start the extension, nor do settings and other JSON files", async () => {
    for (const name of ["settings.json", "tsconfig.json", "other.jsonc", "package.json"]) await show(name, "{}\n");
    await new Promise((resolve) => setTimeout(resolve, LONG_MS));
    assert.equal(extension().isActive, false);
  });

  test("a config starts it, also one that lies elsewhere: it is checked, completed and may have comments", async () => {
    const text = `// a comment\n${JSON.stringify(small({ intercepts: [1, 2, 3] }), null, 2)}`;
    const { uri, languageId } = await show("loose.glm.json", text.replace('"random_key"', '\n"random_key"'));
    assert.equal(languageId, CONFIG_LANGUAGE);
    await until("the extension", () => extension().isActive);
    await until("a problem", () => vscode.languages.getDiagnostics(uri).some(({ source }) => source === "Spikeloop"));
    const line = text.slice(0, text.indexOf('"random_key"')).split("\n").length;
    await until("the keys of the schema", async () => {
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        "vscode.executeCompletionItemProvider",
        uri,
        new vscode.Position(line - 1, 0),
      );
      return items.some(({ label }) => JSON.stringify(label).includes("bin_size"));
    });
    assert.deepEqual(
      vscode.languages.getDiagnostics(uri).filter(({ source }) => source !== "Spikeloop"),
      [],
    );
    await closeAll();
  });
});
