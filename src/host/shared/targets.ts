import * as path from "node:path";
import * as vscode from "vscode";
import { showInformationMessage, showQuickPick } from "./messages";
import { Command, isConfig, RUN_EDITOR } from "./names";
import { manifestUri } from "../run-view/run-panel";

/** A run that a command acts on: a node of the Runs view, a view or a lens. */
export interface RunTarget {
  readonly runFolder: string;
}

/** Configs to simulate, and the names of other selected files. */
export interface ConfigTargets {
  readonly configs: readonly string[];
  readonly skipped: readonly string[];
}

/** Whether a command's argument is a run. */
export function isRunTarget(value: unknown): value is RunTarget {
  return typeof (value as Partial<RunTarget> | undefined)?.runFolder === "string";
}

function isConfigTarget(value: unknown): value is { readonly configFile: string } {
  return typeof (value as { configFile?: unknown } | undefined)?.configFile === "string";
}

/**
 * The configs that a command acts on: the Explorer passes the clicked file and the whole selection, the Runs view its
 * node. The palette passes nothing: then the active config, else one the user picks; undefined when cancelled.
 */
export async function configTargets(clicked: unknown, selection: unknown): Promise<ConfigTargets | undefined> {
  const chosen: readonly unknown[] = Array.isArray(selection) && selection.length > 0 ? selection : [clicked];
  if (isConfigTarget(clicked))
    return { configs: chosen.filter(isConfigTarget).map(({ configFile }) => configFile), skipped: [] };
  if (clicked instanceof vscode.Uri) {
    const uris = chosen.filter((uri) => uri instanceof vscode.Uri);
    const usable = (uri: vscode.Uri): boolean => uri.scheme === "file" && isConfig(uri.path);
    return {
      configs: uris.filter(usable).map(({ fsPath }) => fsPath),
      skipped: uris.filter((uri) => !usable(uri)).map((uri) => path.posix.basename(uri.path)),
    };
  }
  const document = vscode.window.activeTextEditor?.document;
  const isActive = document?.uri.scheme === "file" && isConfig(document.uri.path);
  const config = isActive ? document.uri.fsPath : await pickConfig();
  return config === undefined ? undefined : { configs: [config], skipped: [] };
}

/** The one config that a command acts on. */
export async function configTarget(clicked: unknown): Promise<string | undefined> {
  const targets = await configTargets(clicked, undefined);
  return targets?.configs[0];
}

/** The run in the active run view. */
export function activeRun(): RunTarget | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (!(input instanceof vscode.TabInputCustom) || input.viewType !== RUN_EDITOR) return undefined;
  return { runFolder: path.dirname(input.uri.fsPath) };
}

/** The run that a command acts on: a target, a manifest in the Explorer, or the active view's run. */
export function runTarget(clicked: unknown): RunTarget | undefined {
  if (isRunTarget(clicked)) return clicked;
  if (clicked instanceof vscode.Uri && path.basename(clicked.fsPath) === path.basename(manifestUri("").fsPath)) {
    return { runFolder: path.dirname(clicked.fsPath) };
  }
  return activeRun();
}

async function pickConfig(): Promise<string | undefined> {
  const found = await vscode.workspace.findFiles("**/*.glm.json", "**/node_modules/**");
  if (found.length === 0) {
    const create = "New Simulation Config";
    const choice = await showInformationMessage(
      "There is no simulation config (*.glm.json) in this workspace yet.",
      create,
    );
    if (choice === create) await vscode.commands.executeCommand(Command.NewConfig);
    return undefined;
  }
  if (found.length === 1) return found[0].fsPath;
  const items = found
    .map((uri) => ({
      label: path.basename(uri.fsPath),
      description: vscode.workspace.asRelativePath(path.dirname(uri.fsPath)),
      file: uri.fsPath,
    }))
    .sort((a, b) => a.label.localeCompare(b.label));
  return (await showQuickPick(items, { placeHolder: "Which config?", matchOnDescription: true }))?.file;
}
