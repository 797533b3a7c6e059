import * as path from "node:path";
import * as vscode from "vscode";
import type { RunStatus } from "../../protocol/manifest";
import type { PanelCommand } from "../../protocol/panel";
import { setContext } from "../shared/contexts";
import { Disposables } from "../shared/disposables";
import { onDidFocusWindow } from "../shared/focus";
import type { LiveRuns } from "../simulations/live-runs";
import { log, messageOf } from "../shared/log";
import { Context, RUN_EDITOR } from "../shared/names";
import { manifestUri, RunPanel } from "./run-panel";
import { runShell, webviewOptions } from "./run-shell";
import type { RunStore } from "../runs-view/run-store";
import type { SimulationManager } from "../simulations/manager";
import type { Reader } from "../../worker/reader";
import type { ViewStates } from "./view-states";

/** Watchers are silent on network disks, outside the workspace and for excluded files, so unsettled runs are polled. */
const POLL_EVERY_MS = 1000;

/** Where events and data of runs come from. */
export interface RunSources {
  readonly simulations: SimulationManager;
  readonly live: LiveRuns;
  readonly runs: RunStore;
}

interface RunDocument extends vscode.CustomDocument {
  readonly runFolder: string;
}

/** The read-only editor of `run.glmrun.json`: opens a panel per run and tells it when the run changes. */
export class RunEditors implements vscode.CustomReadonlyEditorProvider<RunDocument>, vscode.Disposable {
  private readonly panels = new Set<RunPanel>();
  private readonly disposables = new Disposables();

  constructor(
    private readonly extension: vscode.Uri,
    private readonly reader: Reader,
    private readonly views: ViewStates,
    private readonly sources: RunSources,
    private readonly onCommand: (panel: RunPanel, command: PanelCommand) => void,
  ) {
    const options = { supportsMultipleEditorsPerDocument: false };
    const { simulations, live, runs } = sources;
    const polling = setInterval(() => this.forEach((panel) => panel.isUnsettled && panel.refresh()), POLL_EVERY_MS);
    this.disposables.add(
      vscode.window.registerCustomEditorProvider(RUN_EDITOR, this, options),
      simulations.onDidChange(({ runFolder, manifest }) => {
        const panel = runFolder === null ? undefined : this.of(runFolder);
        if (manifest?.status === "running") panel?.postBins(manifest.bins_done);
        else panel?.refresh();
      }),
      live.onDidPublish(() => this.forEach((panel) => panel.followMoment())),
      runs.onDidChange(({ listChanged, manifests }) =>
        this.forEach((panel) => (listChanged || manifests.has(panel.runFolder)) && panel.refresh()),
      ),
      onDidFocusWindow(() => this.forEach((panel) => panel.refresh())),
      { dispose: () => clearInterval(polling) },
      vscode.workspace.onDidGrantWorkspaceTrust(() =>
        this.forEach((panel) => {
          panel.trustChanged();
          panel.reload();
        }),
      ),
    );
  }

  /** The focused panel. */
  get active(): RunPanel | undefined {
    return [...this.panels].find(({ webviewPanel }) => webviewPanel.active);
  }

  /** The open panel of this run. */
  of(runFolder: string): RunPanel | undefined {
    return [...this.panels].find((panel) => panel.runFolder === runFolder);
  }

  /** Whether a visible view shows this run with this status. */
  async show(runFolder: string, status: RunStatus): Promise<boolean> {
    return (await this.of(runFolder)?.shows(status)) === true;
  }

  openCustomDocument(uri: vscode.Uri): RunDocument {
    return { uri, runFolder: path.dirname(uri.fsPath), dispose: () => undefined };
  }

  resolveCustomEditor({ runFolder }: RunDocument, webviewPanel: vscode.WebviewPanel): void {
    const queries = this.reader.open(runFolder);
    const panel = new RunPanel(runFolder, webviewPanel, {
      queries,
      views: this.views,
      moment: () => this.sources.live.momentOf(runFolder),
      onRead: ({ manifest, shownStatus, configFile, configChanged }) =>
        this.sources.live.follow({
          folder: runFolder,
          manifest,
          status: shownStatus,
          configFile,
          hasConfig: configChanged !== null,
        }),
      command: (from, command) => this.onCommand(from, command),
      changed: () => this.updateContext(),
    });
    // A running run is written many times a second, and its progress is published anyway.
    const watcher = watchRun(runFolder, () => panel.snapshot?.shownStatus !== "running" && panel.refresh());
    webviewPanel.onDidChangeViewState(() => panel.refresh());
    this.panels.add(panel);
    webviewPanel.onDidDispose(() => {
      this.panels.delete(panel);
      watcher.dispose();
      panel.dispose();
      queries.close();
      this.updateContext();
    });
    const media = vscode.Uri.joinPath(this.extension, "media");
    webviewPanel.iconPath = {
      light: vscode.Uri.joinPath(media, "run-light.svg"),
      dark: vscode.Uri.joinPath(media, "run-dark.svg"),
    };
    webviewPanel.webview.options = webviewOptions(this.extension);
    // VS Code creates the frame once this resolves, so do not wait for the page.
    panel
      .fill((first) => runShell(webviewPanel.webview, this.extension, first))
      .catch((error: unknown) => log().error(messageOf(error)));
  }

  dispose(): void {
    for (const panel of this.panels) panel.dispose();
    this.disposables.dispose();
  }

  private forEach(act: (panel: RunPanel) => unknown): void {
    for (const panel of this.panels) act(panel);
  }

  private updateContext(): void {
    const { active } = this;
    setContext(
      Context.ActiveRunRunning,
      active !== undefined && this.sources.simulations.of(active.runFolder) !== undefined,
    );
  }
}

/** Watches a run's files and folder. A watcher on the parent notices when the whole folder is deleted. */
function watchRun(runFolder: string, changed: () => void): vscode.Disposable {
  const disposables = new Disposables();
  const name = path.basename(runFolder);
  const parent = vscode.Uri.file(path.dirname(runFolder));
  for (const pattern of [name, `${name}/*`]) {
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(parent, pattern));
    const { onDidCreate, onDidChange, onDidDelete } = watcher;
    disposables.add(watcher, ...[onDidCreate, onDidChange, onDidDelete].map((event) => event(changed)));
  }
  return disposables;
}

/** Shows a run in its editor. */
export async function openRun(
  runFolder: string,
  options: { readonly beside?: boolean; readonly preserveFocus?: boolean } = {},
): Promise<void> {
  await vscode.commands.executeCommand("vscode.openWith", manifestUri(runFolder), RUN_EDITOR, {
    viewColumn: options.beside === true ? columnBeside() : vscode.ViewColumn.Active,
    preserveFocus: options.preserveFocus === true,
    preview: mayBePreview(),
  } satisfies vscode.TextDocumentShowOptions);
}

/** The column that already shows runs, else a new one. */
function columnBeside(): vscode.ViewColumn {
  const { all, activeTabGroup } = vscode.window.tabGroups;
  const showsRun = ({ activeTab }: vscode.TabGroup): boolean => activeTab !== undefined && isRunTab(activeTab);
  if (showsRun(activeTabGroup)) return activeTabGroup.viewColumn;
  return all.find(showsRun)?.viewColumn ?? vscode.ViewColumn.Beside;
}

function isRunTab({ input }: vscode.Tab): boolean {
  return input instanceof vscode.TabInputCustom && input.viewType === RUN_EDITOR;
}

/** A preview may replace another previewed run, but never a config. */
function mayBePreview(): boolean {
  const replaced = vscode.window.tabGroups.activeTabGroup.tabs.find(({ isPreview }) => isPreview);
  return replaced === undefined || isRunTab(replaced);
}
