import { readdir } from "node:fs/promises";
import * as path from "node:path";
import * as vscode from "vscode";
import { CONFIG_ENDING, configName } from "../shared/names";
import { MANIFEST_FILE } from "../../protocol/manifest";
import type { RunStore } from "./run-store";
import { isThere } from "../../files/there";
import { runsRoots } from "../shared/settings";
import type { ConfigNode } from "./nodes";

const EXCLUDED = "**/node_modules/**";
/** How deep to search for runs below the folder of the setting. */
const DEEPEST = 12;

/** The configs that have runs, including configs that no longer exist, by name. */
export async function configsWithRuns(runs: RunStore): Promise<ConfigNode[]> {
  const configs = (await vscode.workspace.findFiles("**/*.glm.json", EXCLUDED)).map(({ fsPath }) => fsPath);
  const configOf = new Map(
    await Promise.all(configs.map(async (config) => [await runs.runsFolderOf(config), config] as const)),
  );
  const manifests = await vscode.workspace.findFiles(`**/*.runs/*/${MANIFEST_FILE}`, EXCLUDED);
  const inWorkspace = manifests.map(({ fsPath }) => path.dirname(path.dirname(fsPath)));
  const belowRoots = await Promise.all(runsRoots().map((root) => runsFoldersBelow(root)));
  const folders = new Set([...configOf.keys(), ...inWorkspace, ...belowRoots.flat()]);
  const nodes = await Promise.all(
    [...folders].map(async (runsFolder): Promise<ConfigNode | null> => {
      const runFolders = await runs.runFolders(runsFolder);
      if (runFolders.length === 0) return null;
      const config = configOf.get(runsFolder);
      const { configFile, exists } =
        config === undefined ? await configOfRuns(runs, runsFolder, runFolders) : { configFile: config, exists: true };
      return { kind: "config", configFile, exists, where: null, runsFolder, runFolders };
    }),
  );
  const order = ({ configFile }: ConfigNode): string => `${configName(configFile)} ${configFile}`;
  return disambiguated(
    nodes.filter((node) => node !== null).sort((a, b) => order(a).localeCompare(order(b), "en", { numeric: true })),
  );
}

/** Configs of the same name show their folder. */
function disambiguated(nodes: readonly ConfigNode[]): ConfigNode[] {
  const names = nodes.map(({ configFile }) => configName(configFile));
  const isTwice = (name: string): boolean => names.indexOf(name) !== names.lastIndexOf(name);
  return nodes.map((node, at) =>
    isTwice(names[at]) ? { ...node, where: vscode.workspace.asRelativePath(path.dirname(node.configFile)) } : node,
  );
}

/** The `.runs` folders below a folder. */
export async function runsFoldersBelow(folder: string, depth = DEEPEST): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => path.join(folder, name));
  const deeper = folders.map((inner) =>
    inner.endsWith(".runs") ? [inner] : depth > 0 ? runsFoldersBelow(inner, depth - 1) : [],
  );
  return (await Promise.all(deeper)).flat();
}

/** The config of the newest readable run, else the one that would lie beside the folder. */
async function configOfRuns(
  runs: RunStore,
  runsFolder: string,
  runFolders: readonly string[],
): Promise<Pick<ConfigNode, "configFile" | "exists">> {
  for (const folder of runFolders) {
    const record = await runs.read(folder);
    if (record.manifest !== null) return { configFile: record.configFile, exists: record.hasConfig };
  }
  const beside = runsFolder.replace(/\.runs$/, CONFIG_ENDING);
  return { configFile: beside, exists: await isThere(beside) };
}
