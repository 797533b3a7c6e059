import * as path from "node:path";
import * as vscode from "vscode";
import { log } from "./log";
import { showErrorMessage, showOpenDialog, withProgress } from "./messages";
import type { RunPanel } from "./run-panel";

/** Asks where the first file is that a run's view misses, and copies it back into the run's folder. The view follows the file. */
export async function locateFile({ runFolder, snapshot, webviewPanel }: RunPanel): Promise<void> {
  const [trouble] = snapshot?.troubles ?? [];
  if (!snapshot || !trouble) return;
  const name = path.basename(trouble.file);
  const [chosen] =
    (await showOpenDialog({
      title: `Where is ${name} of ${webviewPanel.title}?`,
      openLabel: "Copy Back",
      defaultUri: vscode.Uri.file(path.dirname(runFolder)),
      filters: { "NumPy array": ["npy"] },
    })) ?? [];
  if (!chosen) return;
  const { bringBack, misfitOf } = await import("./late");
  const misfit = misfitOf(chosen.fsPath, name, runFolder, snapshot.manifest);
  if (misfit !== null) {
    void showErrorMessage(`This is not ${name} of ${webviewPanel.title}, so nothing was changed: ${misfit}`);
    return;
  }
  await withProgress({ title: `Copying ${name} back` }, () => bringBack(chosen.fsPath, trouble.file));
  log().info(`${trouble.file} was copied back from ${chosen.fsPath}`);
}
