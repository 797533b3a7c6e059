import * as vscode from "vscode";
import { ANYWHERE, type FileAccess } from "../../files/access";
import { showWarningMessage } from "./messages";

/** Whether simulating is allowed; otherwise explains why not, and how to change it. */
export async function maySimulate(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = "Manage Workspace Trust";
  const choice = await showWarningMessage(
    "Simulating is off in Restricted Mode: a run reads the files that a config names, wherever they are, and writes its own. Runs that are there can be viewed.",
    manage,
  );
  if (choice === manage) await vscode.commands.executeCommand("workbench.trust.manage");
  return false;
}

/** Files that may be read now: any in a trusted workspace, else only those inside it. */
export function fileAccess(): FileAccess {
  return vscode.workspace.isTrusted
    ? ANYWHERE
    : { within: (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath) };
}
