import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { suite, test } from "mocha";
import * as vscode from "vscode";
import { ANYWHERE } from "../../src/files/access";
import { Command } from "../../src/host/shared/names";
import { LiveRuns } from "../../src/host/simulations/live-runs";
import { RunStore } from "../../src/host/runs-view/run-store";
import { SimulationManager } from "../../src/host/simulations/manager";
import type { Node } from "../../src/host/runs-view/nodes";
import { RunsTree } from "../../src/host/runs-view/tree";
import { closeAll, emptyFolder, manifestOf, runFolders, small, until, withSetting, writeConfig } from "./support";

/** A tree of its own on the same files as the one that is shown. */
async function withTree(act: (tree: RunsTree) => Promise<void>): Promise<void> {
  const runs = new RunStore({
    access: () => ANYWHERE,
    asRead: () => Promise.reject(new Error("no thread reads runs here")),
  });
  const simulations = new SimulationManager("", () => 1);
  const live = new LiveRuns(simulations, runs);
  const tree = new RunsTree(runs, live);
  try {
    await act(tree);
  } finally {
    tree.dispose();
    live.dispose();
    simulations.dispose();
    runs.dispose();
  }
}

async function configNode(tree: RunsTree, file: string): Promise<Node | undefined> {
  return (await tree.getChildren()).find((node) => node.kind === "config" && node.configFile === file);
}

const labels = (tree: RunsTree, nodes: readonly Node[]): unknown[] => nodes.map((node) => tree.getTreeItem(node).label);

async function simulated(name: string, times: number): Promise<string> {
  const file = await writeConfig(await emptyFolder(name), name, small());
  await withSetting("openView", "never", async () => {
    for (let run = 0; run < times; run++)
      await vscode.commands.executeCommand(Command.SimulateNextKey, vscode.Uri.file(file));
  });
  return file;
}

suite("The Runs view", () => {
  test("shows the configs that have runs: their runs, newest first, the older ones folded", async () => {
    const file = await simulated("many", 5);
    await writeConfig(path.dirname(file), "never-run", small());
    await withTree(async (tree) => {
      assert.equal(await configNode(tree, path.join(path.dirname(file), "never-run.glm.json")), undefined);
      const config = await configNode(tree, file);
      assert.ok(config);
      assert.equal(tree.getTreeItem(config).label, "many");
      assert.equal(tree.getTreeItem(config).description, "5 runs");
      const runs = await tree.getChildren(config);
      assert.deepEqual(labels(tree, runs), ["Run 5", "Run 4", "Run 3", "2 older runs"]);
      assert.deepEqual(labels(tree, await tree.getChildren(runs[3])), ["Run 2", "Run 1"]);
    });
  });

  test("a run says when, with which key and with what result; its files say their shapes", async () => {
    const file = await simulated("described", 1);
    const manifest = manifestOf(runFolders(file)[0]);
    await withTree(async (tree) => {
      const [run] = await tree.getChildren(await configNode(tree, file));
      const item = tree.getTreeItem(run);
      assert.match(String(item.description), new RegExp(`^\\d\\d:\\d\\d · key 6 · ${manifest.spikes_total} spikes$`));
      assert.equal((item.iconPath as vscode.ThemeIcon).id, "pass-filled");
      const files = await tree.getChildren(run);
      const described = Object.fromEntries(
        files.map((node) => [tree.getTreeItem(node).label, tree.getTreeItem(node).description]),
      );
      assert.equal(described["spikes.npy"], "(200, 2)");
      assert.equal(described["rates.npy"], "(200, 2)");
      assert.equal(described["summary-64.npy"], "(4, 2, 4)");
      assert.ok(["run.glmrun.json", "repeat.py", "config.jsonc", "inputs.npz"].every((name) => name in described));
      const tooltip = (await tree.resolveTreeItem(item, run)).tooltip as vscode.MarkdownString;
      for (const part of ["described · run 1", "random key", "on disk"]) assert.ok(tooltip.value.includes(part), part);
      assert.match(tooltip.value, /\n\n\| \| \|\n\|:--\|--:\|\n\| started/, "a table, which no line break interrupts");
    });
  });

  test("a damaged run is shown as such, and a folder without a manifest not at all", async () => {
    const file = await simulated("damaged", 2);
    const [first, second] = runFolders(file);
    await writeFile(path.join(second, "run.glmrun.json"), "{ damaged");
    await rm(path.join(first, "run.glmrun.json"));
    await withTree(async (tree) => {
      const runs = await tree.getChildren(await configNode(tree, file));
      assert.deepEqual(labels(tree, runs), ["Damaged run"]);
      assert.equal(tree.getTreeItem(runs[0]).contextValue, "run.damaged");
      const { tooltip } = await tree.resolveTreeItem(tree.getTreeItem(runs[0]), runs[0]);
      assert.match((tooltip as vscode.MarkdownString).value, /not JSON/);
    });
  });

  test("runs whose config is gone are still shown", async () => {
    const file = await simulated("orphans", 1);
    await rm(file);
    await withTree(async (tree) => {
      const config = await configNode(tree, file);
      assert.ok(config);
      assert.equal(tree.getTreeItem(config).description, "1 run · config is gone");
    });
  });

  test("configs of the same name say where they are", async () => {
    const [first, second] = [
      await simulated("namesakes", 1),
      await writeConfig(await emptyFolder("namesakes-too"), "namesakes", small()),
    ];
    await withSetting(
      "openView",
      "never",
      async () => void (await vscode.commands.executeCommand(Command.Simulate, vscode.Uri.file(second))),
    );
    await withTree(async (tree) => {
      const nodes = (await tree.getChildren()).filter(
        (node) => node.kind === "config" && [first, second].includes(node.configFile),
      );
      assert.deepEqual(nodes.map((node) => tree.getTreeItem(node).description).sort(), [
        "1 run · in-host/namesakes",
        "1 run · in-host/namesakes-too",
      ]);
    });
  });

  test("runs in the folder that the setting names are shown", async () => {
    const file = await writeConfig(await emptyFolder("rooted"), "rooted", small());
    await withSetting("runsFolder", "rooted-runs", async () => {
      await withSetting(
        "openView",
        "never",
        async () => void (await vscode.commands.executeCommand(Command.Simulate, vscode.Uri.file(file))),
      );
      await withTree(async (tree) =>
        assert.deepEqual(labels(tree, await tree.getChildren(await configNode(tree, file))), ["Run 1"]),
      );
    });
    const root = vscode.workspace.workspaceFolders?.[0].uri ?? vscode.Uri.file("/");
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(root, "rooted-runs"), { recursive: true });
  });

  test("the tree hears of runs that others write and delete", async () => {
    const file = await simulated("watched", 1);
    await withTree(async (tree) => {
      let renewed = 0;
      tree.onDidChangeTreeData(() => renewed++);
      await new Promise((resolve) => setTimeout(resolve, 1000));
      await vscode.commands.executeCommand(Command.SimulateNextKey, vscode.Uri.file(file));
      await until("news of the run", () => renewed > 0);
      await closeAll();
      await new Promise((resolve) => setTimeout(resolve, 1500));
      renewed = 0;
      await rm(runFolders(file)[0], { recursive: true });
      await until("news of its end", () => renewed > 0);
      assert.deepEqual(labels(tree, await tree.getChildren(await configNode(tree, file))), ["Run 2"]);
    });
  });

  test("thousands of runs are listed without reading them", async () => {
    const file = await simulated("thousands", 1);
    const [model] = runFolders(file);
    const manifest = readFileSync(path.join(model, "run.glmrun.json"));
    const runsFolder = path.dirname(model);
    for (let run = 0; run < 2000; run++) {
      const stamp = new Date(Date.UTC(2024, 0, 1) + run * 60_000).toISOString().replace(/[-:]|\.\d+/g, "");
      const folder = path.join(runsFolder, `${stamp}-key${run}`);
      mkdirSync(folder);
      writeFileSync(path.join(folder, "run.glmrun.json"), manifest);
    }
    await withTree(async (tree) => {
      const begin = performance.now();
      const config = await configNode(tree, file);
      const runs = await tree.getChildren(config);
      const elapsed = performance.now() - begin;
      assert.equal(labels(tree, runs)[3], "1\u202f998 older runs");
      const older = await tree.getChildren(runs[3]);
      assert.equal(older.length, 51);
      assert.ok(elapsed < 2000, `listing took ${elapsed} ms`);
    });
    await rm(runsFolder, { recursive: true });
  });
});
