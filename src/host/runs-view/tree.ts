import * as path from "node:path";
import * as vscode from "vscode";
import { Disposables } from "../shared/disposables";
import { onDidFocusWindow } from "../shared/focus";
import { RUNS_VIEW } from "../shared/names";
import type { LiveRuns, WillPublish } from "../simulations/live-runs";
import { MANIFEST_FILE } from "../../protocol/manifest";
import type { RunsChange, RunStore } from "./run-store";
import { isThere } from "../../files/there";
import { configsWithRuns } from "./discovery";
import { filesOf } from "./files";
import { itemOf } from "./items";
import { type Node, type RunNode, SHOWN_FIRST, SHOWN_THEN } from "./nodes";
import { runTooltip } from "./tooltips";

/** The Runs view: configs, their runs, their files. Manifests are read only of runs that are shown. */
export class RunsTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new vscode.EventEmitter<Node | undefined>());
  readonly onDidChangeTreeData = this.changed.event;
  /** The run nodes handed out last, for refreshing single items. */
  private readonly shown = new Map<string, RunNode>();
  /** All runs found, folded ones included. */
  private listed = new Set<string>();
  /** Called when VS Code asks for a run's new item, which it does once it has drawn the last one. */
  private readonly drawn = new Map<string, () => void>();
  /** Pending while runs are looked for, which is slow in a large workspace. */
  private listing: Promise<Node[]> | null = null;

  constructor(
    private readonly runs: RunStore,
    private readonly live: LiveRuns,
  ) {
    this.disposables.add(runs.onDidChange((change) => void this.onChange(change)));
    this.disposables.add(live.onWillPublish((event) => this.followProgress(event)));
  }

  refresh(): void {
    this.shown.clear();
    this.changed.fire(undefined);
  }

  getTreeItem(node: Node): vscode.TreeItem {
    const runFolder = node.kind === "run" ? node.runFolder : "";
    this.drawn.get(runFolder)?.();
    return itemOf(node, { own: this.live.of(runFolder) !== undefined, moment: this.live.momentOf(runFolder) });
  }

  async resolveTreeItem(item: vscode.TreeItem, node: Node): Promise<vscode.TreeItem> {
    if (node.kind !== "run") return item;
    const files = await filesOf(node.record);
    item.tooltip = runTooltip(
      node.record,
      files.reduce((sum, { size }) => sum + size, 0),
    );
    return item;
  }

  async getChildren(node?: Node): Promise<Node[]> {
    switch (node?.kind) {
      case undefined:
        return this.list();
      case "config":
        return this.runNodes(node.runsFolder, node.runFolders, SHOWN_FIRST);
      case "older":
        return this.runNodes(node.runsFolder, node.runFolders, SHOWN_THEN);
      case "run":
        return filesOf(node.record);
      case "file":
        return [];
    }
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private async list(): Promise<Node[]> {
    const listing = (this.listing = configsWithRuns(this.runs));
    try {
      const configs = await listing;
      this.listed = new Set(configs.flatMap(({ runFolders }) => runFolders));
      return configs;
    } finally {
      if (this.listing === listing) this.listing = null;
    }
  }

  /** The first runs, and the others folded; a single one is not folded. */
  private async runNodes(runsFolder: string, runFolders: readonly string[], first: number): Promise<Node[]> {
    const nShown = runFolders.length === first + 1 ? first + 1 : first;
    const nodes = await Promise.all(runFolders.slice(0, nShown).map((runFolder) => this.runNode(runFolder)));
    const runs = nodes.filter((node) => node !== null);
    for (const node of runs) this.shown.set(node.runFolder, node);
    const older = runFolders.slice(nShown);
    return older.length === 0 ? runs : [...runs, { kind: "older", runsFolder, runFolders: older }];
  }

  /** null for a folder without a manifest: not a run (yet). */
  private async runNode(runFolder: string): Promise<RunNode | null> {
    const isRun = await isThere(path.join(runFolder, MANIFEST_FILE));
    if (!isRun) return null;
    const record = await this.runs.read(runFolder);
    this.live.follow(record);
    return { kind: "run", runFolder, record };
  }

  /** Refreshes only the items of written runs; everything when runs appeared or disappeared. */
  private async onChange({ listChanged, manifests }: RunsChange): Promise<void> {
    // Let a pending listing finish: a running run's manifest is written every second, so restarting would never end.
    if (!listChanged) await this.listing?.catch(() => undefined);
    const unknown = [...manifests].filter((folder) => !this.listed.has(folder));
    if (listChanged || unknown.length > 0) {
      for (const folder of unknown) this.listed.add(folder);
      this.refresh();
      return;
    }
    for (const node of [...manifests].map((folder) => this.shown.get(folder)).filter((known) => known !== undefined)) {
      node.record = await this.runs.read(node.runFolder);
      this.live.follow(node.record);
      // The item of a running simulation is refreshed when its progress is published.
      if (!this.live.momentOf(node.runFolder)) this.changed.fire(node);
    }
  }

  private followProgress({ waitUntil }: WillPublish): void {
    this.drawn.clear();
    for (const node of this.shown.values()) {
      if (!this.live.momentOf(node.runFolder)) continue;
      waitUntil(new Promise((resolve) => this.drawn.set(node.runFolder, resolve)));
      this.changed.fire(node);
    }
  }
}

/** Shows the tree of runs in the Activity Bar; its badge counts running simulations. */
export function createRunsView(runs: RunStore, live: LiveRuns): vscode.Disposable & { selected(): readonly Node[] } {
  const treeDataProvider = new RunsTree(runs, live);
  const view = vscode.window.createTreeView(RUNS_VIEW, {
    treeDataProvider,
    showCollapseAll: true,
    canSelectMany: true,
  });
  const showBadge = (): void => {
    const { length } = live.all;
    const tooltip = length === 1 ? "1 run is running" : `${length} runs are running`;
    view.badge = length === 0 ? undefined : { value: length, tooltip };
  };
  const parts = vscode.Disposable.from(
    treeDataProvider,
    view,
    live.onDidPublish(showBadge),
    // Watchers are silent on some disks, so the list is refreshed whenever it becomes visible.
    view.onDidChangeVisibility(({ visible }) => visible && runs.refresh()),
    onDidFocusWindow(() => view.visible && runs.refresh()),
  );
  return { selected: () => view.selection, dispose: () => parts.dispose() };
}
