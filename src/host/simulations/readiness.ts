import * as vscode from "vscode";
import type { Reader } from "../../worker/reader";
import { Disposables } from "../shared/disposables";
import { isConfigDocument } from "../config-editor/plans";
import type { SimulationManager } from "./manager";
import { Debounced } from "../shared/timing";

/** Whoever has just opened a config does not click within this time; VS Code is busy meanwhile. So it is while the view of a run opens. */
const AFTER_CONFIG_MS = 500;
const AFTER_RUN_MS = 3000;

/** Starts the threads that simulate and read runs before they are needed: while a config is looked at, and after a run. */
export function keepReady(simulations: SimulationManager, reader: Reader): vscode.Disposable {
  const disposables = new Disposables();
  const prepare = (): void => {
    reader.prepare();
    if (vscode.workspace.isTrusted) void simulations.prepare();
  };
  const afterConfig = disposables.add(new Debounced(AFTER_CONFIG_MS, prepare));
  const afterRun = disposables.add(new Debounced(AFTER_RUN_MS, prepare));
  const look = (editors: readonly vscode.TextEditor[]): void => {
    if (editors.some(({ document }) => isConfigDocument(document))) afterConfig.trigger();
  };
  disposables.add(vscode.window.onDidChangeVisibleTextEditors(look));
  disposables.add(simulations.onDidChange(() => simulations.all.length === 0 && afterRun.trigger()));
  look(vscode.window.visibleTextEditors);
  return disposables;
}
