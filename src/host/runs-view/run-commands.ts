import * as path from "node:path";
import * as vscode from "vscode";
import { MANIFEST_FILE } from "../../runs/layout";
import { openCopy } from "../config-editor/config-copy";
import { deleteRuns } from "./delete-runs";
import type { ExportRun } from "../run-view/exports";
import { setStatusBarMessage, showInformationMessage } from "../shared/messages";
import { Command } from "../shared/names";
import type { Plans } from "../config-editor/plans";
import type { Handlers } from "../shared/register";
import { reveal } from "../shared/reveal";
import { openRun, type RunEditors } from "../run-view/run-editor";
import type { ReadableRun } from "./run-records";
import type { RunStore } from "./run-store";
import type { SimulationManager } from "../simulations/manager";
import { settingsFor } from "../shared/settings";
import { configTarget, isRunTarget, runTarget } from "../shared/targets";

interface Services {
  readonly runs: RunStore;
  readonly simulations: SimulationManager;
  readonly editors: RunEditors;
  readonly exportRun: ExportRun;
  /** The nodes selected in the Runs view. */
  selected(): readonly unknown[];
}

/** The argument of key bindings that act on the Runs view's selection (a key passes no node). */
const SELECTED = "selected";

type RunCommand =
  | Command.OpenRun
  | Command.OpenLatestRun
  | Command.OpenConfig
  | Command.OpenRunFolder
  | Command.CopyPath
  | Command.DeleteRun
  | Command.RefreshRuns
  | Command.ReloadRun
  | Command.ExportPicture
  | Command.ExportData;

/** The commands on runs and on their files. */
export function runCommands({ runs, simulations, editors, exportRun, selected }: Services): Pick<Handlers, RunCommand> {
  const folderOf = (clicked: unknown): string => {
    const target = runTarget(clicked);
    if (!target) throw new Error("Open a run first, or choose one in the Runs view.");
    return target.runFolder;
  };
  const readable = async (clicked: unknown): Promise<ReadableRun> => {
    const record = await runs.read(folderOf(clicked));
    if (record.manifest === null) throw new Error(record.damage);
    return record;
  };

  return {
    [Command.OpenRun]: async (clicked) => {
      const target = runTarget(clicked);
      if (target) await openRun(target.runFolder);
    },
    [Command.OpenLatestRun]: async (clicked) => {
      const configFile = await configTarget(clicked);
      if (configFile === undefined) return;
      const newest = await runs.newest(configFile);
      if (newest) return openRun(newest.folder, { beside: settingsFor(configFile).openBeside });
      const simulate = "Simulate";
      const choice = await showInformationMessage(`${path.basename(configFile)} has no runs yet.`, simulate);
      if (choice === simulate) await vscode.commands.executeCommand(Command.Simulate, vscode.Uri.file(configFile));
    },
    [Command.OpenConfig]: async (clicked) => {
      const { configFile } = (clicked ?? {}) as { configFile?: string };
      if (configFile !== undefined) await vscode.window.showTextDocument(vscode.Uri.file(configFile));
      else await openConfig(await readable(clicked));
    },
    [Command.OpenRunFolder]: async (clicked) => {
      const target = runTarget(clicked);
      if (target) await reveal(path.join(target.runFolder, MANIFEST_FILE));
    },
    [Command.CopyPath]: async (clicked) => {
      const { file, configFile } = (clicked ?? {}) as { file?: string; configFile?: string };
      const copied = file ?? runTarget(clicked)?.runFolder ?? configFile;
      if (copied !== undefined) await vscode.env.clipboard.writeText(copied);
    },
    [Command.DeleteRun]: async (clicked, selection) => {
      const several = clicked === SELECTED ? selected() : Array.isArray(selection) ? selection : [];
      const chosen = several.length > 0 || clicked === SELECTED ? several : [runTarget(clicked)];
      const folders = chosen.filter(isRunTarget).map(({ runFolder }) => runFolder);
      await deleteRuns(folders, runs, simulations);
    },
    [Command.RefreshRuns]: async () => runs.refresh(),
    [Command.ReloadRun]: async (clicked) => {
      const runFolder = folderOf(clicked);
      editors.of(runFolder)?.reload();
      runs.noteWritten(runFolder);
    },
    [Command.ExportPicture]: async (clicked) => {
      const { folder } = await readable(clicked);
      await exportRun("picture", folder, editors.of(folder));
    },
    [Command.ExportData]: async (clicked) => {
      const { folder } = await readable(clicked);
      await exportRun("data", folder, editors.of(folder));
    },
  };
}

/** The config of a run, or the run's copy of it. */
async function openConfig(run: ReadableRun): Promise<void> {
  if (run.hasConfig) await vscode.window.showTextDocument(vscode.Uri.file(run.configFile));
  else await openCopy(run);
}

/** Shows where the config sets the bin size, or where it could. */
export async function goToBinSize(run: ReadableRun, plans: Plans): Promise<void> {
  if (!run.hasConfig) return openCopy(run);
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(run.configFile));
  const place = await plans.keyRange(document, ["bin_size"], ["n_time_bins"]);
  await vscode.window.showTextDocument(document, place ? { selection: place } : {});
  void setStatusBarMessage('Add "bin_size": 0.001 to label time in seconds and rates in Hz', 8000);
}
