import * as vscode from "vscode";
import { Disposables } from "../disposables";
import { RUNS_VIEW } from "../names";
import type { RunStore } from "../run-store";
import type { Ongoing } from "../running";
import type { Node } from "./nodes";
import { RunsTree } from "./tree";

/** Shows the tree of runs in the Activity Bar; its badge counts what goes on. */
export function createRunsView(runs: RunStore, simulations: Ongoing): vscode.Disposable & { selected(): readonly Node[] } {
  const disposables = new Disposables();
  const treeDataProvider = disposables.add(new RunsTree(runs, simulations));
  const view = disposables.add(vscode.window.createTreeView(RUNS_VIEW, { treeDataProvider, showCollapseAll: true, canSelectMany: true }));
  const showBadge = (): void => {
    const { length } = simulations.all;
    const tooltip = length === 1 ? "1 run is going on" : `${length} runs are going on`;
    view.badge = length === 0 ? undefined : { value: length, tooltip };
  };
  disposables.add(simulations.onDidChange(showBadge));
  return { selected: () => view.selection, dispose: () => disposables.dispose() };
}
