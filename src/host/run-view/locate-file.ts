import * as path from "node:path";
import * as vscode from "vscode";
import { readFrom } from "../shared/elsewhere";
import { log } from "../shared/log";
import { showErrorMessage, showOpenDialog, withProgress } from "../shared/messages";
import type { RunPanel } from "./run-panel";

/** Asks for the first file that the run's view is missing, and copies it into the run's folder, which the view notices. */
export async function locateFile({ runFolder, snapshot, webviewPanel: { title } }: RunPanel): Promise<void> {
  const [problem] = snapshot?.fileProblems ?? [];
  if (!snapshot || !problem) return;
  const name = path.basename(problem.file);
  const [chosen] =
    (await showOpenDialog({
      title: `Where is ${name} of ${title}?`,
      openLabel: "Copy Back",
      defaultUri: vscode.Uri.file(path.dirname(runFolder)),
      filters: { "NumPy array": ["npy"] },
    })) ?? [];
  if (!chosen) return;
  const { restoreArray, misfitOf } = await import("../lazy");
  await readFrom(chosen, async (file) => {
    const misfit = misfitOf(file, name, runFolder, snapshot.manifest);
    if (misfit !== null) {
      void showErrorMessage(`This is not ${name} of ${title}, so nothing was changed: ${misfit}`);
      return;
    }
    await withProgress({ title: `Copying ${name} back` }, () => restoreArray(file, problem.file));
    log().info(`${problem.file} was copied back from ${file}`);
  });
}
