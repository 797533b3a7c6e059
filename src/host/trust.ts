import * as path from "node:path";
import * as vscode from "vscode";
import type { FileAccess } from "../config/types";

/** Whether simulating is on; else says why not and how to change it. */
export async function maySimulate(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = "Manage Workspace Trust";
  const choice = await vscode.window.showWarningMessage("Simulating is off in Restricted Mode: a run reads the files that a config names, wherever they are, and writes its own. Runs that are there can be viewed.", manage);
  if (choice === manage) await vscode.commands.executeCommand("workbench.trust.manage");
  return false;
}

/** Files that may be looked at for checking a config: all in a trusted workspace, else only those inside it. */
export const fileAccess: FileAccess = {
  mayRead: (file) => vscode.workspace.isTrusted || (vscode.workspace.workspaceFolders ?? []).some(({ uri }) => isInside(file, uri.fsPath)),
};

function isInside(file: string, folder: string): boolean {
  const way = path.relative(folder, file);
  return way !== ".." && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}
