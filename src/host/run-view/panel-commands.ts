import * as vscode from "vscode";
import type { PanelCommand } from "../../protocol/panel";
import { locateFile } from "./locate-file";
import { showError } from "../shared/log";
import { Command } from "../shared/names";
import { goToBinSize } from "../runs-view/run-commands";
import type { Plans } from "../config-editor/plans";
import type { ExportRun } from "./exports";
import type { RunPanel } from "./run-panel";
import type { RunStore } from "../runs-view/run-store";

/** Carries out the commands of a run view's buttons and keys on its run. */
export function panelCommands(
  runs: RunStore,
  plans: Plans,
  exportRun: ExportRun,
): (panel: RunPanel, command: PanelCommand) => void {
  const onRun =
    (command: Command) =>
    async ({ runFolder }: RunPanel): Promise<unknown> =>
      vscode.commands.executeCommand(command, { runFolder });
  const actions: Readonly<Record<PanelCommand, (panel: RunPanel) => Promise<unknown>>> = {
    simulateAgain: onRun(Command.RunAgain),
    simulateNextKey: onRun(Command.SimulateNextKey),
    simulateWithKey: onRun(Command.SimulateWithKey),
    stop: onRun(Command.Stop),
    openConfig: onRun(Command.OpenConfig),
    openRunFolder: onRun(Command.OpenRunFolder),
    reload: onRun(Command.ReloadRun),
    exportPicture: (panel) => exportRun("picture", panel.runFolder, panel),
    exportData: (panel) => exportRun("data", panel.runFolder, panel),
    locateFile,
    async goToBinSize({ runFolder }) {
      const record = await runs.read(runFolder);
      if (record.manifest !== null) await goToBinSize(record, plans);
    },
  };
  return (panel, command) => {
    actions[command](panel).catch((error: unknown) => showError(FAILURES[command] ?? "The command failed", error));
  };
}

/** What to say when a command fails that does not say it itself. */
const FAILURES: Partial<Record<PanelCommand, string>> = {
  exportPicture: "The run could not be exported",
  exportData: "The run could not be exported",
  locateFile: "The file could not be copied back",
  goToBinSize: "The config could not be opened",
};
