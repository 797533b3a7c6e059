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

/** What is known of a run is written into its page when it comes within this time; else the page opens empty and it follows. */
const KNOWN_WITHIN_MS = 100;

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
  /** The page has nothing of the run yet. */
  private opening = true;
  /** The run changed while there was no page to tell. */
  private outdated = false;
  private disposed = false;

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

  /** Makes the page, with what is known of the run in it. */
  async fill(shell: (first: readonly ToPanel[]) => string): Promise<void> {
    const known = this.runMessage(true).then((run) => [this.trustMessage(), run]);
    const late = new Promise<ToPanel[]>((resolve) => setTimeout(() => resolve([]), KNOWN_WITHIN_MS));
    const first = await Promise.race([known, late]);
    this.opening = !first.some(({ type }) => type === "run");
    if (!this.disposed) this.webviewPanel.webview.html = shell(first);
  }

  /** The run or its files changed: a visible page is told. A hidden one asks when it is back. */
  refresh(): void {
    if (this.page === null) this.outdated = true;
    else if (this.webviewPanel.visible) this.refreshing.trigger();
  }

  trustChanged(): void {
    this.post(this.trustMessage());
  }

  /** Asks the page. Throws when it is not there (yet), or goes away before it answered. */
  ask(): PanelQueries {
    if (this.page === null) throw new Error("The run's view is not open. Show its tab and try again.");
    return this.page.queries;
  }

  dispose(): void {
    this.disposed = true;
    this.page?.dispose();
    this.disposables.dispose();
  }

  private on(message: FromPanel): void {
    switch (message.type) {
      case "ready":
        this.page?.dispose();
        this.page = new Page(this.webviewPanel.webview, this.services.queries);
        this.opening ||= !message.opened;
        this.trustChanged();
        if (!message.opened || this.outdated) this.refreshing.trigger();
        this.outdated = false;
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
    const message = await this.runMessage(this.opening);
    if (message.type === "run") this.opening = false;
    this.post(message);
  }

  /** The run as it stands now; what a person set in its view goes with it when the page opens. */
  private async runMessage(opening: boolean): Promise<ToPanel> {
    try {
      const snapshot = await this.services.queries.snapshot();
      this.snapshot = snapshot;
      const name = runTitle(path.resolve(this.runFolder, snapshot.manifest.config), snapshot.manifest);
      if (!this.disposed) this.webviewPanel.title = name;
      return { type: "run", name, snapshot, ...(opening && { opening: this.services.views.of(this.runFolder) }) };
    } catch (error) {
      this.snapshot = null;
      return { type: "gone", name: goneTitle(this.runFolder), message: messageOf(error) };
    } finally {
      this.services.changed(this);
    }
  }

  private trustMessage(): ToPanel {
    return { type: "trust", canSimulate: vscode.workspace.isTrusted };
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
