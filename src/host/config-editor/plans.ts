import * as vscode from "vscode";
import type { Problem } from "../../config/types";
import type { ConfigAnalysis, ConfigSource } from "../../worker/analysing";
import type { Analysis } from "../../worker/analysis";
import { Disposables } from "../shared/disposables";
import { isConfig } from "../shared/names";
import { Throttled } from "../shared/timing";
import { fileAccess } from "../shared/trust";
import { WatchedFiles } from "./watched-files";

/** A config is analysed after a typing pause: long enough to skip most keystrokes, short enough not to be noticed. */
const TYPING_PAUSE_MS = 75;
/** Maximum rate at which files are compared while events keep coming, such as while a run is written. */
const FILES_EVERY_MS = 300;

/** How often the files of visible configs are compared with what was read of them. */
const POLL_EVERY_MS = 2000;

/** The analysis of one version of a document. */
export interface Plan extends ConfigAnalysis {
  readonly version: number;
}

/**
 * Analyses of open configs, without their data. The analysis thread makes one for each config's newest state, shared by
 * all who ask. Saved text is read from disk, as a run reads it; only unsaved text is sent.
 */
export class Plans implements vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly outdated = this.disposables.add(new vscode.EventEmitter<vscode.TextDocument>());
  /** Fires when a config must be analysed again without an edit: it was saved, or its files changed. */
  readonly onDidChange = this.outdated.event;
  private readonly planned = new Map<vscode.TextDocument, PlannedDocument>();
  private readonly watched: WatchedFiles;
  private readonly comparing = this.disposables.add(new Throttled(FILES_EVERY_MS, () => this.compareFiles()));

  constructor(private readonly analysis: Analysis) {
    const { workspace, window } = vscode;
    this.watched = this.disposables.add(new WatchedFiles(() => this.comparing.trigger()));
    // Watchers are silent on many network file systems and behind links, so files of visible configs are polled.
    const poll = setInterval(() => {
      if (window.state.focused && window.visibleTextEditors.some(({ document }) => this.planned.has(document)))
        this.comparing.trigger();
    }, POLL_EVERY_MS);
    this.disposables.add(
      workspace.onDidChangeTextDocument(
        ({ document, contentChanges }) => contentChanges.length > 0 && this.planned.get(document)?.typed(),
      ),
      workspace.onDidSaveTextDocument((document) => this.outdate(document)),
      workspace.onDidCloseTextDocument((document) => this.close(document)),
      workspace.onDidGrantWorkspaceTrust(() => [...this.planned.keys()].forEach((document) => this.outdate(document))),
      window.onDidChangeWindowState(({ focused }) => focused && this.comparing.trigger()),
      window.onDidChangeVisibleTextEditors(() => this.comparing.trigger()),
      { dispose: () => clearInterval(poll) },
    );
  }

  /** The analysis of a config once typing pauses; null when it is closed before. */
  of(document: vscode.TextDocument): Promise<Plan | null> {
    if (document.isClosed) return Promise.resolve(null);
    let planned = this.planned.get(document);
    if (!planned)
      this.planned.set(document, (planned = new PlannedDocument(document, this.analysis, () => this.watch())));
    return planned.newest();
  }

  /** The analysis of a config that need not be open. */
  async ofFile(file: string): Promise<ConfigAnalysis> {
    const open = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "file" && uri.fsPath === file);
    return (open && (await this.of(open))) ?? this.analysis.analyse({ file, access: fileAccess() });
  }

  /** Analyses an open config again. */
  outdate(document: vscode.TextDocument): void {
    const planned = this.planned.get(document);
    if (!planned) return;
    planned.outdate();
    this.outdated.fire(document);
  }

  /** The place of the first of these keys (JSON paths) that the config has; null when it has none, or was edited meanwhile. */
  async keyRange(document: vscode.TextDocument, ...keys: readonly Problem["path"][]): Promise<vscode.Range | null> {
    const { version } = document;
    const found = await this.analysis.keyPlace(sourceOf(document), keys);
    return found && document.version === version
      ? new vscode.Range(found.line - 1, found.column - 1, found.endLine - 1, found.endColumn - 1)
      : null;
  }

  dispose(): void {
    for (const planned of this.planned.values()) planned.close();
    this.disposables.dispose();
  }

  private close(document: vscode.TextDocument): void {
    this.planned.get(document)?.close();
    this.planned.delete(document);
    this.watch();
  }

  private watch(): void {
    this.watched.set([...this.planned.values()].flatMap(({ plan }) => plan?.files.map(({ file }) => file) ?? []));
  }

  /** Analyses those configs again whose files have changed. */
  private async compareFiles(): Promise<void> {
    const all = [...this.planned].flatMap(([document, planned]) =>
      planned.plan ? [{ document, planned, plan: planned.plan }] : [],
    );
    if (all.length === 0) return;
    const changed = new Set(await this.analysis.changed(all.flatMap(({ plan }) => plan.files)));
    for (const { document, planned, plan } of all) {
      if (planned.plan === plan && plan.files.some(({ file }) => changed.has(file))) this.outdate(document);
    }
  }
}

/** One document, its analysis, and the pending request. */
class PlannedDocument {
  plan: Plan | null = null;
  /** Counts edits and other reasons to analyse again; `plan` belongs to `plannedState`. */
  private state = 0;
  private plannedState = -1;
  private lastTyped = -Infinity;
  private pending: Promise<Plan | null> | null = null;
  private superseded = new AbortController();

  constructor(
    private readonly document: vscode.TextDocument,
    private readonly analysis: Analysis,
    private readonly onPlan: () => void,
  ) {}

  newest(): Promise<Plan | null> {
    if (this.plannedState === this.state) return Promise.resolve(this.plan);
    return (this.pending ??= this.analyse().finally(() => (this.pending = null)));
  }

  typed(): void {
    this.lastTyped = performance.now();
    this.outdate();
  }

  outdate(): void {
    this.state++;
    this.superseded.abort(new Error("the config has changed"));
  }

  close(): void {
    this.superseded.abort(new Error("the config was closed"));
  }

  private async analyse(): Promise<Plan | null> {
    while (!this.document.isClosed) {
      await this.pause();
      if (this.document.isClosed) return null;
      const { state } = this;
      const { version } = this.document;
      this.superseded = new AbortController();
      const found = await this.analysis.analyse(sourceOf(this.document), this.superseded.signal).catch(() => null);
      if (found === null || this.state !== state) continue;
      this.plan = { ...found, version };
      this.plannedState = state;
      this.onPlan();
      return this.plan;
    }
    return null;
  }

  private async pause(): Promise<void> {
    for (;;) {
      const left = this.lastTyped + TYPING_PAUSE_MS - performance.now();
      if (left <= 0) return;
      await new Promise((resolve) => setTimeout(resolve, left));
    }
  }
}

/** Unsaved text, else the file on disk. Without trust always the editor's text, so that only VS Code opens files. */
function sourceOf(document: vscode.TextDocument): ConfigSource {
  const fromEditor = document.isDirty || !vscode.workspace.isTrusted;
  return {
    file: document.uri.fsPath,
    ...(fromEditor && { edited: { text: document.getText(), encoding: document.encoding } }),
    access: fileAccess(),
  };
}

/** Whether a document is a config on disk: only those can be simulated. */
export function isConfigDocument({ uri }: vscode.TextDocument): boolean {
  return uri.scheme === "file" && isConfig(uri.path);
}

/** Selects configs on disk, but not other schemes, such as one side of a diff. */
export const CONFIGS: vscode.DocumentSelector = { scheme: "file", pattern: "**/*.glm.json" };
