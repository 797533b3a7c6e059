import * as path from "node:path";
import * as vscode from "vscode";
import { showInformationMessage } from "./messages";

/** Reveals a file or folder: in the Explorer if it is in the workspace, else in the desktop's file manager. */
export async function reveal(file: string): Promise<void> {
  const uri = vscode.Uri.file(file);
  if (vscode.workspace.getWorkspaceFolder(uri)) {
    await vscode.commands.executeCommand("revealInExplorer", uri);
  } else if (isDesktop()) {
    await vscode.commands.executeCommand("revealFileInOS", uri);
  } else {
    await vscode.env.clipboard.writeText(file);
    void showInformationMessage(`${path.basename(file)} lies outside of the workspace; its path is on the clipboard.`);
  }
}

/** Reports that a file was saved, and offers to reveal and to open it. */
export async function showSaved(uri: vscode.Uri): Promise<void> {
  // Neither the Explorer nor the file manager can show a file on another computer.
  const buttons = uri.scheme === "file" ? ["Reveal", "Open"] : ["Open"];
  const choice = await showInformationMessage(`Saved ${path.posix.basename(uri.path)}.`, ...buttons);
  if (choice === "Reveal") await reveal(uri.fsPath);
  if (choice === "Open") await vscode.commands.executeCommand("vscode.open", uri);
}

function isDesktop(): boolean {
  return vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined;
}
