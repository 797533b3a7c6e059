import * as path from "node:path";
import * as vscode from "vscode";
import { plural, whole } from "../protocol/numbers";
import type { Plans } from "./plans";
import { configTarget } from "./targets";

/** Checks a config and says what it would simulate, or shows its problems. */
export async function checkConfig(clicked: unknown, plans: Plans): Promise<void> {
  const configFile = await configTarget(clicked);
  if (configFile === undefined) return;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(configFile));
  const { problems, dimensions } = plans.of(document);
  const name = path.basename(configFile);
  if (problems.length > 0) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.actions.view.problems");
    void vscode.window.showWarningMessage(`${name} has ${plural(problems.length, "problem")}. ${problems[0].message}`);
  } else if (dimensions) {
    const { nNeurons, nTimeBins, windowSize, nBasisFuncs, nFeatures } = dimensions;
    const parts = [plural(nNeurons, "neuron"), plural(nTimeBins, "bin"), `a window of ${whole(windowSize)} bins`, plural(nBasisFuncs, "basis function")];
    if (nFeatures > 0) parts.push(plural(nFeatures, "input feature"));
    void vscode.window.showInformationMessage(`${name} is fine: ${parts.join(", ")}.`);
  }
}
