import * as path from "node:path";
import * as vscode from "vscode";
import type { RunSnapshot } from "../../protocol/queries";
import { readFrom } from "../shared/elsewhere";
import { log } from "../shared/log";
import { showErrorMessage, showOpenDialog, withProgress } from "../shared/messages";
import type { RunPanel } from "./run-panel";

/**
 * Asks for the first file that the run's view is missing, and copies it into the run's folder. The view then updates
 * itself.
 */
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
  if (chosen) await readFrom(chosen, (file) => copyBack(file, problem.file, title, runFolder, snapshot));
}

async function copyBack(
  from: string,
  to: string,
  title: string,
  runFolder: string,
  { manifest }: RunSnapshot,
): Promise<void> {
  const { restoreArray, misfitOf } = await import("../lazy");
  const name = path.basename(to);
  const misfit = misfitOf(from, name, runFolder, manifest);
  if (misfit !== null) {
    void showErrorMessage(`This is not ${name} of ${title}, so nothing was changed: ${misfit}`);
    return;
  }
  await withProgress({ title: `Copying ${name} back` }, () => restoreArray(from, to));
  log().info(`${to} was copied back from ${from}`);
}
