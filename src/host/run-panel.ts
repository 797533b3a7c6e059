import * as path from "node:path";
import * as vscode from "vscode";
import { MANIFEST_FILE } from "../protocol/manifest";
import type { FromPanel, PanelQueries, ToPanel } from "../protocol/panel";
import type { RunQueries, RunSnapshot } from "../protocol/queries";
import { connect, serve } from "../protocol/rpc";
import { Disposables } from "./disposables";
import { log, messageOf } from "./log";
import { configName } from "./names";
import { runTitle } from "./run-records";
import type { ViewStates } from "./view-states";
import { Throttled } from "./timing";
import { WebviewPort } from "./webview-port";

/** Plots are redrawn no more often than this. */
const REDRAWN_EVERY_MS = 100;

/** What a panel asks of the rest of the extension. */
export interface PanelServices {
  readonly queries: RunQueries;
  readonly views: ViewStates;
  /** Carries out a command on the panel's run. */
  command(panel: RunPanel, command: (FromPanel & { type: "command" })["command"]): void;
  /** The run's status, or the panel's focus, changed. */
  changed(panel: RunPanel): void;
}

/** The view of one run: keeps the page up to date with the run's files and answers what it asks. */
export class RunPanel implements vscode.Disposable {
  /** As last read; null before that and while the run is gone. */
  snapshot: RunSnapshot | null = null;
  private readonly disposables = new Disposables();
  private readonly refreshing = this.disposables.add(new Throttled(REDRAWN_EVERY_MS, () => this.sendRun()));
  private page: Page | null = null;
  private opening = false;

  constructor(
    readonly runFolder: string,
    readonly webviewPanel: vscode.WebviewPanel,
    private readonly services: PanelServices,
  ) {
    this.disposables.add(webviewPanel.webview.onDidReceiveMessage((message: FromPanel) => this.on(message)));
    this.disposables.add(webviewPanel.onDidChangeViewState(() => services.changed(this)));
  }

  /** The config that ran, once that is known. */
  get configFile(): string | null {
    return this.snapshot && path.resolve(this.runFolder, this.snapshot.manifest.config);
  }

  /** The run or its files changed: a visible page is told. A hidden one asks when it is back. */
  refresh(): void {
    if (this.webviewPanel.visible) this.refreshing.trigger();
  }

  trustChanged(): void {
    this.post({ type: "trust", canSimulate: vscode.workspace.isTrusted });
  }

  /** Asks the page. Throws when it is not there (yet), or goes away before it answered. */
  ask(): PanelQueries {
    if (this.page === null) throw new Error("The run's view is not open. Show its tab and try again.");
    return this.page.queries;
  }

  dispose(): void {
    this.page?.dispose();
    this.disposables.dispose();
  }

  private on(message: FromPanel): void {
    switch (message.type) {
      case "ready":
        this.page?.dispose();
        this.page = new Page(this.webviewPanel.webview, this.services.queries);
        this.opening = true;
        this.trustChanged();
        this.refreshing.trigger();
        return;
      case "keep":
        this.services.views.keep(this.runFolder, message.state);
        return;
      case "command":
        this.services.command(this, message.command);
        return;
      case "copy":
        void vscode.env.clipboard.writeText(message.text).then(() => vscode.window.setStatusBarMessage(`Copied ${message.what}: ${message.text}`, 3000));
        return;
      case "error":
        log().error(`run view of ${this.runFolder}: ${message.message}`);
        return;
    }
  }

  private async sendRun(): Promise<void> {
    try {
      const snapshot = await this.services.queries.snapshot();
      this.snapshot = snapshot;
      const configFile = path.resolve(this.runFolder, snapshot.manifest.config);
      this.webviewPanel.title = runTitle(configFile, snapshot.manifest);
      const opening = this.opening ? { opening: this.services.views.of(this.runFolder) } : {};
      this.opening = false;
      this.post({ type: "run", name: this.webviewPanel.title, snapshot, ...opening });
    } catch (error) {
      this.snapshot = null;
      this.post({ type: "gone", name: goneTitle(this.runFolder), message: messageOf(error) });
    }
    this.services.changed(this);
  }

  private post(message: ToPanel): void {
    this.page?.port.post(message);
  }
}

/** One life of the page: from its `ready` until it is thrown away. */
class Page implements vscode.Disposable {
  readonly port: WebviewPort;
  readonly queries: PanelQueries;
  private readonly disposables = new Disposables();

  constructor(webview: vscode.Webview, runQueries: RunQueries) {
    this.port = this.disposables.add(new WebviewPort(webview));
    this.disposables.add({ dispose: serve(this.port, runQueries) });
    const { remote, close } = connect<PanelQueries>(this.port);
    this.queries = remote;
    this.disposables.add({ dispose: () => close("The run's view was closed before it answered.") });
  }

  dispose(): void {
    this.disposables.dispose();
  }
}

/** What a run is called that cannot be read. */
function goneTitle(runFolder: string): string {
  return `${configName(path.basename(path.dirname(runFolder)).replace(/\.runs$/, ""))} · ${path.basename(runFolder)}`;
}

/** The manifest's address, by which the run's editor opens. */
export function manifestUri(runFolder: string): vscode.Uri {
  return vscode.Uri.file(path.join(runFolder, MANIFEST_FILE));
}
