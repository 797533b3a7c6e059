import * as path from "node:path";
import * as vscode from "vscode";
import { Disposables } from "../shared/disposables";

/**
 * Watches single files, wherever they are, with a watcher each: it hears also of files outside of the workspace, and of those that
 * `files.watcherExclude` keeps from the watchers of the whole workspace. With each file the folder that it is in, where that may come and
 * go.
 */
export class WatchedFiles implements vscode.Disposable {
  private readonly watchers = new Map<string, Disposables>();

  /** `onEvent` hears that something happened to a file or to its folder; what, is to be looked up. */
  constructor(private readonly onEvent: () => void) {}

  /** Watches these, absolute, and no others. */
  set(files: readonly string[]): void {
    const wanted = new Set([...files, ...files.map((file) => path.dirname(file)).filter(isInWorkspace)]);
    for (const [watched, watcher] of this.watchers) {
      if (wanted.has(watched)) continue;
      watcher.dispose();
      this.watchers.delete(watched);
    }
    for (const file of wanted) if (!this.watchers.has(file)) this.watchers.set(file, this.watch(file));
  }

  dispose(): void {
    this.set([]);
  }

  /** A folder's watcher also reports what is in it. Some file systems ignore case, and events name files as they are on disk. */
  private watch(file: string): Disposables {
    const disposables = new Disposables();
    const watcher = disposables.add(
      vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(vscode.Uri.file(file), "*")),
    );
    const name = file.toLowerCase();
    for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) {
      disposables.add(event(({ fsPath }) => fsPath.toLowerCase() === name && this.onEvent()));
    }
    return disposables;
  }
}

/** Whether a folder lies in a workspace folder, and is not one itself. */
function isInWorkspace(folder: string): boolean {
  const inside = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(folder));
  return inside !== undefined && inside.uri.fsPath !== folder;
}
