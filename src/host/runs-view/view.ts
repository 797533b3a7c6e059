import * as vscode from "vscode";
import { Disposables } from "../shared/disposables";
import { onDidFocusWindow } from "../shared/focus";
import type { LiveRuns } from "../simulations/live-runs";
import { RUNS_VIEW } from "../shared/names";
import type { RunStore } from "./run-store";
import type { Node } from "./nodes";
import { RunsTree } from "./tree";

/** Shows the tree of runs in the Activity Bar; its badge counts running simulations. */
export function createRunsView(runs: RunStore, live: LiveRuns): vscode.Disposable & { selected(): readonly Node[] } {
  const disposables = new Disposables();
  const treeDataProvider = disposables.add(new RunsTree(runs, live));
  const view = disposables.add(
    vscode.window.createTreeView(RUNS_VIEW, { treeDataProvider, showCollapseAll: true, canSelectMany: true }),
  );
  const showBadge = (): void => {
    const { length } = live.all;
    const tooltip = length === 1 ? "1 run is running" : `${length} runs are running`;
    view.badge = length === 0 ? undefined : { value: length, tooltip };
  };
  disposables.add(live.onDidPublish(showBadge));
  // Watchers are silent on some disks, so the list is refreshed whenever it becomes visible.
  disposables.add(view.onDidChangeVisibility(({ visible }) => visible && runs.refresh()));
  disposables.add(onDidFocusWindow(() => view.visible && runs.refresh()));
  return { selected: () => view.selection, dispose: () => disposables.dispose() };
}
