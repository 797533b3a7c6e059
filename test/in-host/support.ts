import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import * as path from "node:path";
import * as vscode from "vscode";
import { MANIFEST_FILE, type RunManifest } from "../../src/protocol/manifest";
import { RUN_EDITOR } from "../../src/host/shared/names";

/** The folder that the tests work in, made anew for each that asks. */
export async function emptyFolder(name: string): Promise<string> {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  assert.ok(root, "the tests need a workspace folder");
  const folder = path.join(root, "in-host", name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Writes a config of this value and gives its path. */
export async function writeConfig(folder: string, name: string, value: unknown): Promise<string> {
  const file = path.join(folder, `${name}.glm.json`);
  await writeFile(
    file,
    typeof value === "string" || value instanceof Uint8Array ? value : JSON.stringify(value, null, 2),
  );
  return file;
}

/** A small network, with what a test changes of it; undefined leaves a key out. */
export function small(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    coupling_coef: { fill: 0.1, shape: [2, 2, 3] },
    coupling_basis_matrix: { basis: "RaisedCosineLog", n_basis_funcs: 3, window_size: 10 },
    intercepts: [-1, -2],
    n_time_bins: 200,
    random_key: 5,
    ...changes,
  };
}

/** A run that goes on until it is stopped. */
export const ENDLESS = small({ n_time_bins: 20_000_000 });

/** The run folders of a config, oldest first. */
export function runFolders(configFile: string): string[] {
  const runs = configFile.replace(/\.glm\.json$/, ".runs");
  const names = (() => {
    try {
      return readdirSync(runs, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name);
    } catch {
      return [];
    }
  })();
  // A folder becomes a run with its manifest.
  const folders = names
    .map((name) => path.join(runs, name))
    .filter((folder) => existsSync(path.join(folder, MANIFEST_FILE)));
  return folders.sort((a, b) => manifestOf(a).run_number - manifestOf(b).run_number);
}

export function manifestOf(runFolder: string): RunManifest {
  return JSON.parse(readFileSync(path.join(runFolder, MANIFEST_FILE), "utf8")) as RunManifest;
}

/** Waits until something holds and gives it; says what was waited for when it never does. */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  milliseconds = 20_000,
): Promise<NonNullable<T>> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found;
    assert.ok(Date.now() < end, `waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

/** Writes a file and waits until its watchers have told of it, which is up to a second later. */
export async function writeQuietly(file: string, text: string): Promise<void> {
  await writeFile(file, text);
  await new Promise((resolve) => setTimeout(resolve, 1500));
}

/** The tabs that show runs. */
export function runTabs(): { readonly label: string; readonly runFolder: string; readonly isActive: boolean }[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap(({ input, label, isActive }) => {
      if (!(input instanceof vscode.TabInputCustom) || input.viewType !== RUN_EDITOR) return [];
      return [{ label, runFolder: path.dirname(input.uri.fsPath), isActive }];
    });
}

export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}

/** Sets a setting of the workspace while something is done. */
export async function withSetting<T>(name: string, value: unknown, act: () => Promise<T>): Promise<T> {
  const section = vscode.workspace.getConfiguration("spikeloop");
  await section.update(name, value, vscode.ConfigurationTarget.Workspace);
  try {
    return await act();
  } finally {
    await section.update(name, undefined, vscode.ConfigurationTarget.Workspace);
  }
}

type Asking =
  | "showWarningMessage"
  | "showErrorMessage"
  | "showInformationMessage"
  | "showQuickPick"
  | "showInputBox"
  | "showSaveDialog";

/** Answers for the person while something is done; gives what was asked. `answer` gets the arguments of the question. */
export async function answering(
  name: Asking,
  answer: (...question: unknown[]) => unknown,
  act: () => Promise<unknown>,
): Promise<unknown[][]> {
  const window = vscode.window as unknown as Record<Asking, (...question: unknown[]) => Promise<unknown>>;
  const original = window[name];
  const asked: unknown[][] = [];
  window[name] = (...question) => {
    asked.push(question);
    return Promise.resolve(answer(...question));
  };
  try {
    await act();
  } finally {
    window[name] = original;
  }
  return asked;
}

/** Stands in for the notifications of progress until `restore`: remembers titles and messages, and presses Cancel. */
export function heldProgress(): { readonly said: string[]; cancel(): void; restore(): void } {
  const window = vscode.window as { withProgress: typeof vscode.window.withProgress };
  const original = window.withProgress;
  const said: string[] = [];
  const source = new vscode.CancellationTokenSource();
  window.withProgress = ({ title = "" }, task) => {
    said.push(title);
    return task({ report: ({ message = "" }: { message?: string }) => void said.push(message) }, source.token);
  };
  return { said, cancel: () => source.cancel(), restore: () => void (window.withProgress = original) };
}
