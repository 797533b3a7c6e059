import * as path from "node:path";
import * as vscode from "vscode";
import { MANIFEST_FILE, type RunStatus } from "../../protocol/manifest";
import type { FromPanel, PanelQueries, ToPanel } from "../../protocol/panel";
import type { RunMoment } from "../../protocol/progress";
import type { RunQueries, RunSnapshot } from "../../protocol/queries";
import { connect, serve, type Port } from "../../protocol/rpc";
import type { RunReader } from "../../runs/read/open";
import { visible } from "../../text/display";
import { Disposables } from "../shared/disposables";
import { log, messageOf } from "../shared/log";
import { setStatusBarMessage } from "../shared/messages";
import { configName } from "../shared/names";
import { runTitle } from "../runs-view/run-records";
import type { ViewStates } from "./view-states";
import { Throttled } from "../shared/timing";

/** One change causes several events; the run is read at most this often. */
const READ_EVERY_MS = 100;

/** VS Code takes about this long to create the frame; what has been read by then is embedded in the page. */
const FIRST_READ_MS = 100;

/** What a panel needs from the rest of the extension. */
export interface PanelServices {
  readonly queries: RunReader;
  readonly views: ViewStates;
  /** The published progress of a running run. */
  moment(): RunMoment | undefined;
  /** Called when the run was read. */
  onRead(snapshot: RunSnapshot): void;
  /** Runs a command on the panel's run. */
  command(panel: RunPanel, command: (FromPanel & { type: "command" })["command"]): void;
  /** Called when the run's status or the panel's focus changed. */
  changed(panel: RunPanel): void;
}

/** The view of one run: keeps the page up to date with the run's files and answers its queries. */
export class RunPanel implements vscode.Disposable {
  /** The snapshot last shown; null before the first, and while the run is gone. */
  snapshot: RunSnapshot | null = null;
  private readonly disposables = new Disposables();
  private readonly reading = this.disposables.add(new Throttled(READ_EVERY_MS, () => this.read()));
  private page: Page | null = null;
  /** The page has not been sent the run yet. */
  private opening = true;
  /** The run changed while no page could receive it. */
  private outdated = false;
  /** The content last sent to the page. */
  private sent = "";
  /** The page must redraw everything, even if the files look unchanged. */
  private redraw = false;
  private disposed = false;

  constructor(
    readonly runFolder: string,
    readonly webviewPanel: vscode.WebviewPanel,
    private readonly services: PanelServices,
  ) {
    this.disposables.add(webviewPanel.webview.onDidReceiveMessage((message: FromPanel) => this.on(message)));
    this.disposables.add(webviewPanel.onDidChangeViewState(() => services.changed(this)));
  }

  /** Makes the page, with the first messages embedded. */
  async fill(shell: (first: readonly ToPanel[]) => string): Promise<void> {
    const timeout = new Promise<null>((resolve) => setTimeout(() => resolve(null), FIRST_READ_MS));
    const run = await Promise.race([this.readMessage(true), timeout]);
    const first = run ? [this.trustMessage(), run] : [];
    if (run?.type === "run") {
      this.opening = false;
      this.sent = JSON.stringify([run.snapshot, run.secondsLeft]);
    }
    if (!this.disposed) this.webviewPanel.webview.html = shell(first);
  }

  /** Whether the run may change without an event: it is running, or a missing file may appear. */
  get isUnsettled(): boolean {
    return this.snapshot === null || this.snapshot.shownStatus === "running" || this.snapshot.fileProblems.length > 0;
  }

  /** Reads the run again and updates the page if visible. A hidden page asks when it is shown again. */
  refresh(): void {
    if (this.page === null) this.outdated = true;
    else if (this.webviewPanel.visible) this.reading.trigger();
  }

  /** Reads everything again, even files that look unchanged. */
  reload(): void {
    this.services.queries.close();
    this.redraw = true;
    this.refresh();
  }

  /** Whether the visible view shows this status, or is about to. Reads the run to find out. */
  async shows(status: RunStatus): Promise<boolean> {
    if (!this.webviewPanel.visible) return false;
    await this.read();
    return this.snapshot?.shownStatus === status;
  }

  /** Tells the page that `bins` bins can be read, so that its plots can grow. */
  postBins(bins: number): void {
    if (this.webviewPanel.visible && this.page?.isBusy === false) this.post({ type: "grown", bins });
  }

  /** Sends the published progress to the page. */
  followMoment(): void {
    if (this.snapshot === null || !this.webviewPanel.visible || this.services.moment() === undefined) return;
    this.page?.whenFree(() => {
      if (this.snapshot !== null) this.send(this.messageOf(this.snapshot, false));
    });
  }

  trustChanged(): void {
    this.post(this.trustMessage());
  }

  /** Queries the page. The query rejects when the page does not exist (yet), or disappears before it answers. */
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
        if (!message.opened || this.outdated) this.reading.trigger();
        this.outdated = false;
        return;
      case "keep":
        this.services.views.keep(this.runFolder, message.state);
        return;
      case "command":
        this.services.command(this, message.command);
        return;
      case "copy":
        void vscode.env.clipboard
          .writeText(message.text)
          .then(() => setStatusBarMessage(`Copied ${message.what}: ${message.text}`, 3000));
        return;
      case "error":
        log().error(`run view of ${this.runFolder}: ${message.message}`);
        return;
    }
  }

  private async read(): Promise<void> {
    this.send(await this.readMessage(this.opening));
  }

  private send(message: ToPanel): void {
    const content = message.type === "run" ? JSON.stringify([message.snapshot, message.secondsLeft]) : "";
    // Skip events that carry no change.
    if (content !== "" && content === this.sent && !this.opening && !this.redraw) return;
    this.sent = content;
    if (message.type === "run") this.opening = this.redraw = false;
    this.post(message);
  }

  /** The run as it is on disk; with the saved view state when the page opens. */
  private async readMessage(opening: boolean): Promise<ToPanel> {
    try {
      const snapshot = await this.services.queries.snapshot();
      this.services.onRead(snapshot);
      return this.messageOf(snapshot, opening);
    } catch (error) {
      this.snapshot = null;
      return { type: "gone", name: goneTitle(this.runFolder), message: messageOf(error) };
    } finally {
      this.services.changed(this);
    }
  }

  private messageOf(read: RunSnapshot, opening: boolean): ToPanel {
    const snapshot = (this.snapshot = this.atPublishedMoment(read));
    const name = runTitle(snapshot.configFile, snapshot.manifest);
    if (!this.disposed) this.webviewPanel.title = name;
    const secondsLeft = snapshot.shownStatus === "running" ? (this.services.moment()?.secondsLeft ?? null) : null;
    return {
      type: "run",
      name,
      snapshot,
      secondsLeft,
      ...(this.redraw && { redraw: true }),
      ...(opening && { opening: this.services.views.of(this.runFolder) }),
    };
  }

  /** A running run, at its published progress, which may differ a little from what was read. */
  private atPublishedMoment(read: RunSnapshot): RunSnapshot {
    if (read.shownStatus !== "running") return read;
    const before = this.snapshot?.shownStatus === "running" ? this.snapshot.manifest : null;
    const manifest = this.services.moment()?.manifest ?? before ?? read.manifest;
    return { ...read, manifest, binsReadable: Math.max(read.binsReadable, manifest.bins_done) };
  }

  private trustMessage(): ToPanel {
    return { type: "trust", canSimulate: vscode.workspace.isTrusted };
  }

  private post(message: ToPanel): void {
    this.page?.post(message);
  }
}

/**
 * One page, from its `ready` message until VS Code discards it. A new page numbers its requests from one again: a closed
 * one drops late answers, so that the next never receives them.
 */
class Page implements vscode.Disposable {
  readonly queries: PanelQueries;
  private undelivered = 0;
  private next: (() => void) | null = null;
  private closed = false;
  private readonly disposables = new Disposables();

  constructor(
    private readonly webview: vscode.Webview,
    runQueries: RunQueries,
  ) {
    const port: Port = {
      post: (message) => void this.deliver(message),
      listen: (handler) => {
        const listener = webview.onDidReceiveMessage((message: unknown) => !this.closed && handler(message));
        return () => listener.dispose();
      },
    };
    const { remote, close } = connect<PanelQueries>(port);
    this.queries = remote;
    this.disposables.add(
      { dispose: () => (this.closed = true) },
      { dispose: serve<RunQueries>(port, runQueries) },
      { dispose: () => close("The run's view was closed before it answered.") },
    );
  }

  /** Messages are still being delivered. Frequent ones are skipped meanwhile, so that they do not pile up in a slow window. */
  get isBusy(): boolean {
    return this.undelivered > 0;
  }

  post(message: ToPanel): void {
    this.undelivered++;
    void this.deliver(message).finally(() => {
      this.undelivered--;
      if (this.next !== null) this.whenFree(this.next);
    });
  }

  /** Posts once no message is being delivered; of several waiting, only the last is posted. */
  whenFree(post: () => void): void {
    this.next = this.isBusy ? post : null;
    if (this.next === null) post();
  }

  dispose(): void {
    this.disposables.dispose();
  }

  /** Resolves when the message was delivered. */
  private async deliver(message: unknown): Promise<void> {
    if (!this.closed) await this.webview.postMessage(message);
  }
}

/** The title of a run that cannot be read. */
function goneTitle(runFolder: string): string {
  return visible(
    `${configName(path.basename(path.dirname(runFolder)).replace(/\.runs$/, ""))} · ${path.basename(runFolder)}`,
  );
}

/** The URI of the manifest, which opens the run's editor. */
export function manifestUri(runFolder: string): vscode.Uri {
  return vscode.Uri.file(path.join(runFolder, MANIFEST_FILE));
}
