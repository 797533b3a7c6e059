import * as path from "node:path";
import * as vscode from "vscode";
import { mayOpen } from "../../files/access";
import { isThere } from "../../files/there";
import { CONFIG_COPY_FILE } from "../../runs/layout";
import { showWarningMessage } from "../shared/messages";
import { type ReadableRun, runTitle } from "../runs-view/run-records";
import { fileAccess } from "../shared/trust";

/** Opens the run's copy of its config, which is gone. */
export async function openCopy(run: ReadableRun): Promise<void> {
  const file = path.join(run.folder, CONFIG_COPY_FILE);
  if (!(mayOpen(file, fileAccess()) && (await isThere(file))))
    throw new Error(`${whereabouts(run)}, and the run has no copy of it.`);
  void showWarningMessage(`${whereabouts(run)}; this is the run's copy of it.`);
  await vscode.window.showTextDocument(vscode.Uri.file(file));
}

/** Reports that the run's config is gone, so that it cannot be simulated, and offers the run's copy. */
export async function offerCopy(run: ReadableRun): Promise<void> {
  const open = "Open the Copy";
  const text = `${whereabouts(run)}, so ${runTitle(run.configFile, run.manifest)} cannot be simulated from it. The run keeps a copy of it.`;
  if ((await showWarningMessage(text, open)) !== open) return;
  await vscode.window.showTextDocument(vscode.Uri.file(path.join(run.folder, CONFIG_COPY_FILE)));
}

function whereabouts({ configFile }: ReadableRun): string {
  const name = path.basename(configFile);
  return vscode.workspace.isTrusted ? `${name} is gone` : `${name} is not in this workspace, which is not trusted`;
}
