import * as path from "node:path";
import * as vscode from "vscode";
import { Disposables } from "../shared/disposables";

/**
 * Watches single files anywhere, each with its own watcher, so that files outside the workspace and files in
 * `files.watcherExclude` are watched too. A file's folder is watched as well, where it may come and go.
 */
export class WatchedFiles implements vscode.Disposable {
  private readonly watchers = new Map<string, Disposables>();

  /** `onEvent` is called when something happened to a file or its folder; it must look up what. */
  constructor(private readonly onEvent: () => void) {}

  /** Watches exactly these absolute paths. */
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

  /** A folder's watcher reports its contents too. Some file systems ignore case, and events spell names as on disk. */
  private watch(file: string): Disposables {
    const disposables = new Disposables();
    const pattern = new vscode.RelativePattern(vscode.Uri.file(file), "*");
    const watcher = disposables.add(vscode.workspace.createFileSystemWatcher(pattern));
    const name = file.toLowerCase();
    for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete])
      disposables.add(event(({ fsPath }) => fsPath.toLowerCase() === name && this.onEvent()));
    return disposables;
  }
}

/** Whether a folder is inside a workspace folder, and is not one itself. */
function isInWorkspace(folder: string): boolean {
  const inside = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(folder));
  return inside !== undefined && inside.uri.fsPath !== folder;
}
