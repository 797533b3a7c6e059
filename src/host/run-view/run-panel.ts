import * as path from "node:path";
import * as vscode from "vscode";
import { MANIFEST_FILE, type RunStatus } from "../../protocol/manifest";
import type { FromPanel, PanelQueries, ToPanel } from "../../protocol/panel";
import type { RunMoment } from "../../protocol/progress";
import type { RunQueries, RunSnapshot } from "../../protocol/queries";
import { connect, serve } from "../../protocol/rpc";
import type { RunReader } from "../../runs/read/open";
import { visible } from "../../text/display";
import { Disposables } from "../shared/disposables";
import { log, messageOf } from "../shared/log";
import { setStatusBarMessage } from "../shared/messages";
import { configName } from "../shared/names";
import { runTitle } from "../runs-view/run-records";
import type { ViewStates } from "./view-states";
import { Throttled } from "../shared/timing";
import { WebviewPort } from "./webview-port";

/** One change causes several events; read the run at most this often. */
const READ_EVERY_MS = 100;

/** VS Code needs about this long to create the frame; what is read of the run by then is written into the page itself. */
const KNOWN_WITHIN_MS = 100;

/** What a panel asks of the rest of the extension. */
export interface PanelServices {
  readonly queries: RunReader;
  readonly views: ViewStates;
  /** The progress that every place shows while the run goes on. */
  moment(): RunMoment | undefined;
  /** The run was read. */
  wasRead(snapshot: RunSnapshot): void;
  /** Carries out a command on the panel's run. */
  command(panel: RunPanel, command: (FromPanel & { type: "command" })["command"]): void;
  /** The run's status, or the panel's focus, changed. */
  changed(panel: RunPanel): void;
}

/** The view of one run: keeps the page up to date with the run's files and answers what it asks. */
export class RunPanel implements vscode.Disposable {
  /** As last shown; null before that and while the run is gone. */
  snapshot: RunSnapshot | null = null;
  private readonly disposables = new Disposables();
  private readonly reading = this.disposables.add(new Throttled(READ_EVERY_MS, () => this.read()));
  private page: Page | null = null;
  /** The page has nothing of the run yet. */
  private opening = true;
  /** The run changed while there was no page to send it to. */
  private outdated = false;
  /** The run as it was last sent to the page. */
  private sent = "";
  /** What the page has drawn is to be asked for anew, whatever the files look like. */
  private anew = false;
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
    return this.snapshot && this.snapshot.configFile;
  }

  /** Makes the page, with what is known of the run in it. */
  async fill(shell: (first: readonly ToPanel[]) => string): Promise<void> {
    const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), KNOWN_WITHIN_MS));
    const run = await Promise.race([this.readMessage(true), late]);
    const first = run ? [this.trustMessage(), run] : [];
    if (run?.type === "run") {
      this.opening = false;
      this.sent = JSON.stringify([run.snapshot, run.secondsLeft]);
    }
    if (!this.disposed) this.webviewPanel.webview.html = shell(first);
  }

  /** Whether the run may change without an event: it goes on, or a missing file may come. */
  get isUnsettled(): boolean {
    return this.snapshot === null || this.snapshot.shownStatus === "running" || this.snapshot.fileProblems.length > 0;
  }

  /** Reads the run again and updates the page if it is visible. A hidden page asks when it is shown again. */
  refresh(): void {
    if (this.page === null) this.outdated = true;
    else if (this.webviewPanel.visible) this.reading.trigger();
  }

  /** Reads everything again, files that look as they did included. */
  reload(): void {
    this.services.queries.close();
    this.anew = true;
    this.refresh();
  }

  /** Whether the view, in sight, says that the run has this status; one that opens just now will. Reads the run for it. */
  async shows(status: RunStatus): Promise<boolean> {
    if (!this.webviewPanel.visible) return false;
    await this.read();
    return this.snapshot?.shownStatus === status;
  }

  /** The run goes on and has so many bins by now: the plots may go on too. */
  grow(bins: number): void {
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
    if (content !== "" && content === this.sent && !this.opening && !this.anew) return;
    this.sent = content;
    if (message.type === "run") this.opening = this.anew = false;
    this.post(message);
  }

  /** The run as it is on disk now; what a person set in its view goes with it when the page opens. */
  private async readMessage(opening: boolean): Promise<ToPanel> {
    try {
      const snapshot = await this.services.queries.snapshot();
      this.services.wasRead(snapshot);
      return this.messageOf(snapshot, opening);
    } catch (error) {
      this.snapshot = null;
      return { type: "gone", name: goneTitle(this.runFolder), message: messageOf(error) };
    } finally {
      this.services.changed(this);
    }
  }

  private messageOf(read: RunSnapshot, opening: boolean): ToPanel {
    const snapshot = (this.snapshot = this.atItsMoment(read));
    const name = runTitle(snapshot.configFile, snapshot.manifest);
    if (!this.disposed) this.webviewPanel.title = name;
    const secondsLeft = snapshot.shownStatus === "running" ? (this.services.moment()?.secondsLeft ?? null) : null;
    return {
      type: "run",
      name,
      snapshot,
      secondsLeft,
      ...(this.anew && { anew: true }),
      ...(opening && { opening: this.services.views.of(this.runFolder) }),
    };
  }

  /** Shows a run that goes on with the published progress; what was read of it may be a little older or newer. */
  private atItsMoment(read: RunSnapshot): RunSnapshot {
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

/** One life of the page: from its `ready` until it is thrown away. */
class Page implements vscode.Disposable {
  private onTheirWay = 0;
  private next: (() => void) | null = null;
  private readonly port: WebviewPort;
  readonly queries: PanelQueries;
  private readonly disposables = new Disposables();

  constructor(webview: vscode.Webview, runQueries: RunQueries) {
    this.port = this.disposables.add(new WebviewPort(webview));
    this.disposables.add({ dispose: serve<RunQueries>(this.port, runQueries) });
    const { remote, close } = connect<PanelQueries>(this.port);
    this.queries = remote;
    this.disposables.add({ dispose: () => close("The run's view was closed before it answered.") });
  }

  /**
   * Whether messages are on their way. What comes many a second is left out meanwhile: it must not pile up before a window that is slow.
   */
  get isBusy(): boolean {
    return this.onTheirWay > 0;
  }

  post(message: ToPanel): void {
    this.onTheirWay++;
    void this.port.deliver(message).finally(() => {
      this.onTheirWay--;
      if (this.next !== null) this.whenFree(this.next);
    });
  }

  /** Posts once no message is on its way; of several that wait, only the last is posted. */
  whenFree(post: () => void): void {
    this.next = this.isBusy ? post : null;
    if (this.next === null) post();
  }

  dispose(): void {
    this.disposables.dispose();
  }
}

/** What a run is called that cannot be read. */
function goneTitle(runFolder: string): string {
  return visible(
    `${configName(path.basename(path.dirname(runFolder)).replace(/\.runs$/, ""))} · ${path.basename(runFolder)}`,
  );
}

/** The manifest's address, by which the run's editor opens. */
export function manifestUri(runFolder: string): vscode.Uri {
  return vscode.Uri.file(path.join(runFolder, MANIFEST_FILE));
}
