import * as vscode from "vscode";
import type { LiveRuns } from "./live-runs";
import { joined, tip } from "../shared/markdown";
import { showInStatusBar, statusBarItem } from "../shared/messages";
import { RUNS_VIEW } from "../shared/names";

/** Shows the progress of this window's simulations; a click opens the Runs view. */
export function createStatusBar(live: LiveRuns): vscode.Disposable {
  const item = statusBarItem("spikeloop.progress", "Spikeloop Simulations", `${RUNS_VIEW}.focus`, 10);
  const show = (): void => {
    const { all } = live;
    if (all.length === 0) return item.hide();
    const text = all.length === 1 ? `${all[0].name} ${live.textOf(all[0])}` : `${all.length} simulations`;
    const lines = all.map((one) => tip`${one.name}: ${live.textOf(one)}`);
    showInStatusBar(item, "sync~spin", text, joined([...lines, tip`Click to see the runs.`], "\n\n"));
  };
  return vscode.Disposable.from(item, live.onDidPublish(show));
}
