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

const COMMANDS: Readonly<Record<Exclude<PanelCommand, keyof typeof EXPORTS | "goToBinSize" | "locateFile">, Command>> =
  {
    simulateAgain: Command.RunAgain,
    simulateNextKey: Command.SimulateNextKey,
    simulateWithKey: Command.SimulateWithKey,
    stop: Command.Stop,
    openConfig: Command.OpenConfig,
    openRunFolder: Command.OpenRunFolder,
    reload: Command.ReloadRun,
  };

const EXPORTS = { exportPicture: "picture", exportData: "data" } as const;

/** Carries out the commands of a run view's buttons and keys on its run. */
export function panelCommands(
  runs: RunStore,
  plans: Plans,
  exportRun: ExportRun,
): (panel: RunPanel, command: PanelCommand) => void {
  return (panel, command) => {
    const { runFolder } = panel;
    if (command === "exportPicture" || command === "exportData") {
      exportRun(EXPORTS[command], runFolder, panel).catch((error: unknown) =>
        showError("The run could not be exported", error),
      );
    } else if (command === "locateFile") {
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
