import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { suite, test } from "mocha";
import * as vscode from "vscode";
import { Command, CONFIG_LANGUAGE, Context } from "../../src/host/shared/names";
import { settingsFor } from "../../src/host/shared/settings";
import { emptyFolder, small, withSetting, writeConfig } from "./support";

interface Contribution {
  readonly command: string;
  readonly title?: string;
  readonly when?: string;
}
interface PackageJson {
  readonly contributes: {
    readonly commands: readonly Contribution[];
    readonly menus: Readonly<Record<string, readonly Contribution[]>>;
    readonly keybindings: readonly Contribution[];
    readonly configuration: {
      readonly properties: Readonly<
        Record<string, { readonly default: unknown; readonly markdownDescription?: string }>
      >;
    };
  };
}

function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension("spikeloop.spikeloop");
  assert.ok(found, "the extension is not installed");
  return found;
}

const manifest = (): PackageJson["contributes"] => (extension().packageJSON as PackageJson).contributes;

suite("The manifest and the code", () => {
  test("every command of the manifest is registered, and the other way round", async () => {
    await extension().activate();
    const declared = manifest().commands.map(({ command }) => command);
    assert.deepEqual([...declared].sort(), Object.values(Command).sort());
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      declared.filter((command) => !registered.has(command)),
      [],
    );
  });

  test("menus and keys name only commands that exist, and context keys that are set", async () => {
    const declared = new Set(manifest().commands.map(({ command }) => command));
    const used = [...Object.values(manifest().menus).flat(), ...manifest().keybindings];
    assert.deepEqual(
      used.filter(({ command }) => !declared.has(command)),
      [],
    );
    const keys = used.flatMap(({ when = "" }) => when.match(/\bspikeloop\.\w+/g) ?? []);
    const known: readonly string[] = [...Object.values(Context), "spikeloop.runs", "spikeloop.run"];
    assert.deepEqual(
      keys.filter((key) => !known.includes(key)),
      [],
    );
  });

  test("titles are in title case", async () => {
    const lower = /^(a|an|the|of|on|in|to|for|and|or|as)$/;
    const wrong = manifest().commands.filter(({ title = "" }) =>
      title.split(" ").some((word) => !lower.test(word) && !/^[A-Z]/.test(word)),
    );
    assert.deepEqual(
      wrong.map(({ title }) => title),
      [],
    );
  });

  test("configs are JSON with comments and have the schema", async () => {
    const file = await writeConfig(await emptyFolder("language"), "any", small());
    const document = await vscode.workspace.openTextDocument(file);
    assert.equal(document.languageId, CONFIG_LANGUAGE);
    const schema = JSON.parse(
      readFileSync(path.join(extension().extensionPath, "media", "glm.schema.json"), "utf8"),
    ) as { properties?: object };
    assert.ok(schema.properties && "coupling_coef" in schema.properties);
  });

  test("each setting has a description and its default is what the code takes", async () => {
    for (const [name, { markdownDescription }] of Object.entries(manifest().configuration.properties))
      assert.ok(markdownDescription, name);
    const settings = settingsFor();
    assert.equal(settings.openView, "whenStarted");
    assert.equal(settings.openBeside, false);
    assert.equal(settings.runsRoot, undefined);
    assert.equal(settings.blockSize, undefined);
    assert.equal(settings.confirmAbove, 2e9);
    assert.ok(settings.threads >= 1);
  });

  test("a setting that is wrong counts as left out", async () => {
    await withSetting("threads", -3, async () => assert.ok(settingsFor().threads >= 1));
    await withSetting("confirmAboveSize", "large", async () => assert.equal(settingsFor().confirmAbove, Infinity));
    await withSetting("openView", "sometimes", async () => assert.equal(settingsFor().openView, "whenStarted"));
  });
});
