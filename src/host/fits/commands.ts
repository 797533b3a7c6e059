import * as path from "node:path";
import * as vscode from "vscode";
import type { Analysis } from "../../worker/analysis";
import { freeName } from "../config-editor/templates";
import { showErrorMessage, showInformationMessage, showOpenDialog } from "../shared/messages";
import { Command, CONFIG_ENDING } from "../shared/names";
import { fileAccess } from "../shared/trust";

/** The commands that begin from models that NeMoS fitted. `memory` keeps the last answers. */
export function fitCommands(
  analysis: Analysis,
  memory: vscode.Memento,
): Record<Command.NewFromFit | Command.CopyHelper, (clicked: unknown) => Promise<unknown>> {
  return {
    [Command.NewFromFit]: (clicked) => newFromFit(clicked, analysis, memory),
    [Command.CopyHelper]: copyHelper,
  };
}

/** Asks what a saved model does not hold, writes a config beside it, and opens that. Gives the config's address. */
async function newFromFit(
  clicked: unknown,
  analysis: Analysis,
  memory: vscode.Memento,
): Promise<vscode.Uri | undefined> {
  const uri = clicked instanceof vscode.Uri ? clicked : await askWhich();
  if (!uri) return undefined;
  const name = path.posix.basename(uri.path);
  if (uri.scheme !== "file") {
    void showErrorMessage(`${name} is not on a disk; save it there first.`);
    return undefined;
  }
  const named = { file: uri.fsPath, access: fileAccess() };
  const found = await analysis.fit(named).catch((error: Error) => {
    void showErrorMessage(`${name}: ${error.message}.`);
    return null;
  });
  if (found === null) return undefined;
  const { askAboutFit } = await import("../lazy");
  const shapeOf = (file: string, argument: string, nAxes: number): Promise<readonly number[]> =>
    analysis.arrayShape({ file, access: fileAccess() }, argument, nAxes);
  const text = await askAboutFit({ ...found, file: uri.fsPath, shapeOf, memory });
  if (text === undefined) return undefined;
  const config = await freeName(vscode.Uri.joinPath(uri, ".."), `${name.replace(/\.npz$/i, "")}${CONFIG_ENDING}`);
  await vscode.workspace.fs.writeFile(config, Buffer.from(text));
  await vscode.window.showTextDocument(config, { preview: false });
  return config;
}

async function askWhich(): Promise<vscode.Uri | undefined> {
  const chosen = await showOpenDialog({
    title: "Which Fitted Model?",
    openLabel: "Choose",
    filters: { "Models that NeMoS saved": ["npz"] },
  });
  return chosen?.[0];
}

async function copyHelper(): Promise<void> {
  const { HELPER, HELPER_NAME } = await import("../lazy");
  await vscode.env.clipboard.writeText(HELPER);
  void showInformationMessage(
    `Copied. Paste it into a notebook cell or save it as ${HELPER_NAME}; then to_spikeloop(model, basis, "network.glm.json") writes a config.`,
  );
}
