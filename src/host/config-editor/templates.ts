import * as vscode from "vscode";
import { isThere } from "../../files/there";
import { showQuickPick, showSaveDialog } from "../shared/messages";
import { CONFIG_ENDING, isConfig } from "../shared/names";
import { NETWORK, TWO_NEURONS } from "./template-texts";

interface Template extends vscode.QuickPickItem {
  readonly id: string;
  readonly fileName: string;
  readonly text: string;
}

export const TEMPLATES: readonly Template[] = [
  {
    id: "minimal",
    label: "Two Neurons",
    detail: "Little more than a config needs: one neuron excites another, which inhibits it.",
    fileName: `two-neurons${CONFIG_ENDING}`,
    text: TWO_NEURONS,
  },
  {
    id: "network",
    label: "Network With a Stimulus",
    detail: "24 neurons in three groups, random coupling, and pulses of input to one of the groups.",
    fileName: `network${CONFIG_ENDING}`,
    text: NETWORK,
  },
];

/**
 * Makes a config from a template and opens it. Asks for template and place, unless a template is named (as the link in
 * the welcome text does): then it gets a free name in the workspace's first folder.
 */
export async function newConfig(clicked: unknown): Promise<vscode.Uri | undefined> {
  const named = TEMPLATES.find(({ id }) => id === clicked);
  const template =
    named ?? (await showQuickPick(TEMPLATES, { title: "New Simulation Config", placeHolder: "What to begin from?" }));
  if (!template) return undefined;
  const folder = folderFor(clicked);
  const uri = named && folder ? await freeName(folder, template.fileName) : await askWhere(folder, template.fileName);
  if (!uri) return undefined;
  await vscode.workspace.fs.writeFile(uri, Buffer.from(template.text));
  await vscode.window.showTextDocument(uri, { preview: false });
  return uri;
}

/** The folder clicked in the Explorer, else that of the active file, else the workspace's first. */
function folderFor(clicked: unknown): vscode.Uri | undefined {
  if (clicked instanceof vscode.Uri) return clicked;
  const active = vscode.window.activeTextEditor?.document.uri;
  if (clicked === undefined && active?.scheme === "file") return vscode.Uri.joinPath(active, "..");
  return vscode.workspace.workspaceFolders?.[0]?.uri;
}

async function askWhere(folder: vscode.Uri | undefined, fileName: string): Promise<vscode.Uri | undefined> {
  const chosen = await showSaveDialog({
    title: "New Simulation Config",
    saveLabel: "Create",
    filters: { "Simulation config": ["json"] },
    ...(folder && { defaultUri: await freeName(folder, fileName) }),
  });
  if (!chosen || isConfig(chosen.path)) return chosen;
  return chosen.with({ path: chosen.path.replace(/(\.json)?$/, CONFIG_ENDING) });
}

/** `network.glm.json`, or with a number before the ending when that exists. */
export async function freeName(folder: vscode.Uri, fileName: string): Promise<vscode.Uri> {
  const base = fileName.slice(0, -CONFIG_ENDING.length);
  for (let number = 1; ; number++) {
    const uri = vscode.Uri.joinPath(folder, number === 1 ? fileName : `${base}-${number}${CONFIG_ENDING}`);
    if (!(await isThere(uri.fsPath))) return uri;
  }
}
