import * as vscode from "vscode";
import type { PanelCommand } from "../../protocol/panel";
import { locateFile } from "./locate-file";
import { showError } from "../shared/log";
import { Command } from "../shared/names";
import { goToBinSize } from "../runs-view/run-commands";
import type { Plans } from "../config-editor/plans";
import type { RunPanel } from "./run-panel";
import type { RunStore } from "../runs-view/run-store";

const COMMANDS: Readonly<Record<Exclude<PanelCommand, "goToBinSize" | "locateFile">, Command>> = {
  simulateAgain: Command.RunAgain,
  simulateNextKey: Command.SimulateNextKey,
  simulateWithKey: Command.SimulateWithKey,
  stop: Command.Stop,
  openConfig: Command.OpenConfig,
  openRunFolder: Command.OpenRunFolder,
  exportPicture: Command.ExportPicture,
  exportData: Command.ExportData,
  reload: Command.ReloadRun,
};

/** Carries out what the buttons and keys of a run's view ask for, on that run. */
export function panelCommands(runs: RunStore, plans: Plans): (panel: RunPanel, command: PanelCommand) => void {
  return (panel, command) => {
    const { runFolder } = panel;
    if (command === "locateFile") {
      locateFile(panel).catch((error: unknown) => showError("The file could not be copied back", error));
    } else if (command === "goToBinSize") {
      runs
        .read(runFolder)
        .then((record) => (record.manifest === null ? undefined : goToBinSize(record, plans)))
        .catch((error: unknown) => showError("The config could not be opened", error));
    } else {
      void vscode.commands.executeCommand(COMMANDS[command], { runFolder });
    }
  };
}
