import * as path from "node:path";
import * as vscode from "vscode";
import type { Problem } from "../../config/types";
import { bytes, plural } from "../../text/numbers";
import type { ResourceEstimate, SimulationEvent } from "../../simulation/messages";
import type { Diagnostics } from "./diagnostics";
import { showInformationMessage, showWarningMessage } from "../shared/messages";
import type { Plans } from "./plans";
import { settingsFor } from "../shared/settings";
import { configTarget } from "../shared/targets";

/** The result of a check. */
interface Checked {
  problems: readonly Problem[];
  /** What its run would take. */
  estimate?: ResourceEstimate;
  /** Why a valid config still cannot run here. */
  refusal?: string;
}

/**
 * Checks a config including its data, in a worker thread, and reports what it would simulate, or shows its problems. In
 * an untrusted workspace it reads only the config's text and the headers of files in the workspace.
 */
export async function checkConfig(
  clicked: unknown,
  plans: Plans,
  diagnostics: Diagnostics,
  workerFile: string,
): Promise<void> {
  const configFile = await configTarget(clicked);
  if (configFile === undefined) return;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(configFile));
  const { version } = document;
  const { isTrusted } = vscode.workspace;
  const checked: Checked = isTrusted
    ? await checkedData(document, workerFile)
    : { problems: (await plans.of(document))?.problems ?? [] };
  const name = path.basename(configFile);
  if (checked.problems.length > 0) {
    await diagnostics.fromRun(configFile, checked.problems, version);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.actions.view.problems");
    const number = plural(checked.problems.length, "problem");
    void showWarningMessage(`${name} has ${number}. ${checked.problems[0].message}`);
  } else if (checked.refusal !== undefined) {
    void showWarningMessage(`Nothing is wrong with ${name}, but it cannot be simulated here. ${checked.refusal}`);
  } else {
    void showInformationMessage(`${name} is fine.${checked.estimate ? ` ${estimateText(checked.estimate)}` : ""}`);
  }
}

/** Unsaved text is checked as it is in the editor, saved text as it is on disk. */
async function checkedData(document: vscode.TextDocument, workerFile: string): Promise<Checked> {
  const { startSimulation, runsFolderOf } = await import("../lazy");
  const checked: Checked = { problems: [] };
  const onEvent = (event: SimulationEvent): void => {
    if (event.type === "estimate") checked.estimate = event.estimate;
    if (event.type === "problems") checked.problems = event.problems;
    if (event.type === "refused") checked.refusal = event.message;
  };
  const configFile = document.uri.fsPath;
  const runsFolder = runsFolderOf(configFile, settingsFor(configFile).runsRoot);
  const text = document.isDirty ? { text: document.getText() } : {};
  await startSimulation({ configFile, ...text, runsFolder, checkOnly: true }, { onEvent }, workerFile).done;
  return checked;
}

function estimateText({ nNeurons, nTimeBins, diskBytes, memoryBytes }: ResourceEstimate): string {
  return `${plural(nNeurons, "neuron")} × ${plural(nTimeBins, "bin")} take ${bytes(diskBytes)} on disk and ${bytes(memoryBytes)} of memory.`;
}
