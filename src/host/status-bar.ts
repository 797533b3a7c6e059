import * as vscode from "vscode";
import { Disposables } from "./disposables";
import { RUNS_VIEW } from "./names";
import { progressText } from "./progress";
import type { Ongoing } from "./running";

/** How far the simulations of this window are, in the status bar; a click shows them in the Runs view. */
export function createStatusBar(simulations: Ongoing): vscode.Disposable {
  const disposables = new Disposables();
  const item = disposables.add(vscode.window.createStatusBarItem("spikeloop.progress", vscode.StatusBarAlignment.Left, 10));
  item.name = "Spikeloop Simulations";
  item.command = `${RUNS_VIEW}.focus`;
  disposables.add(
    simulations.onDidChange(() => {
      const { all } = simulations;
      if (all.length === 0) {
        item.hide();
        return;
      }
      const text = all.length === 1 ? `${all[0].name} ${progressText(all[0])}` : `${all.length} simulations`;
      item.text = `$(sync~spin) ${text}`;
      item.accessibilityInformation = { label: `Spikeloop: ${text}` };
      item.tooltip = new vscode.MarkdownString([...all.map((one) => `${one.name}: ${progressText(one)}`), "Click to see the runs."].join("\n\n"));
      item.show();
    }),
  );
  return disposables;
}
