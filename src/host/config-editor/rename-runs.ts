import { stat } from "node:fs/promises";
import * as path from "node:path";
import * as vscode from "vscode";
import { isInside } from "../../files/access";
import { isThere } from "../../files/there";
import { showWarningMessage } from "../shared/messages";
import { CONFIG_ENDING, isConfig } from "../shared/names";
import type { SimulationManager } from "../simulations/manager";
import { runsFoldersBelow } from "../runs-view/discovery";
import { settingsFor } from "../shared/settings";
import type { ViewStates } from "../run-view/view-states";

interface Move {
  readonly from: string;
  readonly to: string;
}

/**
 * When VS Code renames or moves a config, or a folder above it, its runs move in the same step, so that Undo reverts
 * both. Runs that lie beside a config in a moved folder move with that folder.
 */
export function followRenames(simulations: Pick<SimulationManager, "all">, views: ViewStates): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.onWillRenameFiles((event) => event.waitUntil(runsAlong(event.files, simulations))),
    vscode.workspace.onDidRenameFiles(({ files }) => {
      for (const { oldUri, newUri } of files) views.moved(oldUri.fsPath, newUri.fsPath);
    }),
  );
}

async function runsAlong(
  files: vscode.FileRenameEvent["files"],
  simulations: Pick<SimulationManager, "all">,
): Promise<vscode.WorkspaceEdit> {
  const edit = new vscode.WorkspaceEdit();
  const staying: string[] = [];
  const onDisk = files.filter(({ oldUri, newUri }) => oldUri.scheme === "file" && newUri.scheme === "file");
  const comesAnyway = (folder: string): boolean => onDisk.some(({ oldUri }) => isInside(folder, oldUri.fsPath));
  for (const { oldUri, newUri } of onDisk) {
    for (const { from, to } of await movesOf(oldUri.fsPath, newUri.fsPath)) {
      if (from === to || comesAnyway(from)) continue;
      const isRunning = simulations.all.some(({ runFolder }) => runFolder !== null && isInside(runFolder, from));
      if (isRunning) staying.push(`${from}, where a run is still running`);
      else if (await isThere(to)) staying.push(`${from}, as ${to} is there already`);
      else edit.renameFile(vscode.Uri.file(from), vscode.Uri.file(to));
    }
  }
  if (staying.length > 0) void showWarningMessage(`Runs stay where they are: ${staying.join("; ")}.`);
  return edit;
}

/** The existing run folders that belong to what is renamed. */
async function movesOf(from: string, to: string): Promise<Move[]> {
  const isFolder = await stat(from).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const moves = isFolder
    ? await movesOfFolder(from, to)
    : isConfig(from) && isConfig(to)
      ? await movesOfConfig(from, to)
      : [];
  const there = await Promise.all(moves.map((move) => isThere(move.from)));
  return moves.filter((_, at) => there[at]);
}

/** Runs are in the folder of the setting, or beside the config if they are older than the setting. */
async function movesOfConfig(from: string, to: string): Promise<Move[]> {
  const { runsFolderOf } = await import("../lazy");
  const beside = { from: runsFolderOf(from), to: runsFolderOf(to) };
  const [fromRoot, toRoot] = [settingsFor(from).runsRoot, settingsFor(to).runsRoot];
  const mirrored = { from: runsFolderOf(from, fromRoot), to: runsFolderOf(to, toRoot) };
  return mirrored.from === beside.from ? [{ from: beside.from, to: mirrored.to }] : [mirrored, beside];
}

/** The mirror of a folder in the folder for runs: as a whole when its new place is free, else each config's runs. */
async function movesOfFolder(from: string, to: string): Promise<Move[]> {
  const { runsFolderOf } = await import("../lazy");
  const [fromRoot, toRoot] = [settingsFor(from).runsRoot, settingsFor(to).runsRoot];
  if (fromRoot === undefined || toRoot === undefined || isInside(fromRoot, from)) return [];
  const mirror = (folder: string, root: string): string =>
    path.dirname(runsFolderOf(path.join(folder, `any${CONFIG_ENDING}`), root));
  const whole = { from: mirror(from, fromRoot), to: mirror(to, toRoot) };
  if (!(await isThere(whole.to))) return [whole];
  const runsFolders = await runsFoldersBelow(whole.from);
  return runsFolders.map((folder) => ({ from: folder, to: path.join(whole.to, path.relative(whole.from, folder)) }));
}
