import * as vscode from "vscode";
import type { Problem } from "../../config/types";
import type { ConfigAnalysis, ConfigSource } from "../../worker/analysing";
import type { Analysis } from "../../worker/analysis";
import { Disposables } from "../shared/disposables";
import { isConfig } from "../shared/names";
import { Throttled } from "../shared/timing";
import { fileAccess } from "../shared/trust";
import { WatchedFiles } from "./watched-files";

/** Problems are worked out after a pause of this length: long enough that most keys cost nothing, short enough not to be noticed. */
const TYPING_PAUSE_MS = 75;
/** Files that change all the time, as those that a run writes, are looked at no more often. */
const FILES_EVERY_MS = 300;

/** Files of configs that are visible are compared so often with what was read of them. */
const POLL_EVERY_MS = 2000;

/** What is known of the text that a document had at this version. */
export interface Plan extends ConfigAnalysis {
  readonly version: number;
}

/**
 * What is known of the configs that are open, without their data: worked out by the analysis thread for the newest state of a config,
 * once for all who ask. Saved text is read from disk, as a run reads it; only what is not saved is sent.
 */
export class Plans implements vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly outdated = this.disposables.add(new vscode.EventEmitter<vscode.TextDocument>());
  /** Fires when a config is to be looked at anew though nobody typed: it was saved, or files that it names changed. */
  readonly onDidChange = this.outdated.event;
  private readonly planned = new Map<vscode.TextDocument, PlannedDocument>();
  private readonly watched: WatchedFiles;
  private readonly soon = this.disposables.add(new Throttled(FILES_EVERY_MS, () => this.compareFiles()));

  constructor(private readonly analysis: Analysis) {
    const { workspace, window } = vscode;
    this.watched = this.disposables.add(new WatchedFiles(() => this.soon.trigger()));
    this.disposables.add(
      workspace.onDidChangeTextDocument(
        ({ document, contentChanges }) => contentChanges.length > 0 && this.planned.get(document)?.typed(),
      ),
    );
    this.disposables.add(workspace.onDidSaveTextDocument((document) => this.outdate(document)));
    this.disposables.add(workspace.onDidCloseTextDocument((document) => this.close(document)));
    this.disposables.add(
      workspace.onDidGrantWorkspaceTrust(() => [...this.planned.keys()].forEach((document) => this.outdate(document))),
    );
    // Watchers are silent on many network file systems and where links lead to: what a person sees is looked at by and by.
    this.disposables.add(window.onDidChangeWindowState(({ focused }) => focused && this.soon.trigger()));
    this.disposables.add(window.onDidChangeVisibleTextEditors(() => this.soon.trigger()));
    const poll = setInterval(() => {
      if (window.state.focused && window.visibleTextEditors.some(({ document }) => this.planned.has(document)))
        this.soon.trigger();
    }, POLL_EVERY_MS);
    this.disposables.add({ dispose: () => clearInterval(poll) });
  }

  /** What is known of a config, as soon as nobody types in it; null when it is closed before that. */
  of(document: vscode.TextDocument): Promise<Plan | null> {
    if (document.isClosed) return Promise.resolve(null);
    let planned = this.planned.get(document);
    if (!planned)
      this.planned.set(document, (planned = new PlannedDocument(document, this.analysis, () => this.watch())));
    return planned.newest();
  }

  /** The same of a config that need not be open. */
  async ofFile(file: string): Promise<ConfigAnalysis> {
    const open = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "file" && uri.fsPath === file);
    return (open && (await this.of(open))) ?? this.analysis.analyse({ file, access: fileAccess() });
  }

  /** Looks at a config again that is open. */
  outdate(document: vscode.TextDocument): void {
    const planned = this.planned.get(document);
    if (!planned) return;
    planned.outdate();
    this.outdated.fire(document);
  }

  /** Where the first of these keys (JSON paths) is written that a config has; null when it has none, or was changed meanwhile. */
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

  /** Looks again at the configs of which a file is not any more what it was. */
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

/** What is known of one document, and the request that goes on for it. */
class PlannedDocument {
  plan: Plan | null = null;
  /** Counts the edits and the other reasons to look again; `plan` is of the state `plannedState`. */
  private state = 0;
  private plannedState = -1;
  private lastTyped = -Infinity;
  private going: Promise<Plan | null> | null = null;
  private superseded = new AbortController();

  constructor(
    private readonly document: vscode.TextDocument,
    private readonly analysis: Analysis,
    private readonly onPlan: () => void,
  ) {}

  newest(): Promise<Plan | null> {
    if (this.plannedState === this.state) return Promise.resolve(this.plan);
    return (this.going ??= this.look().finally(() => (this.going = null)));
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

  private async look(): Promise<Plan | null> {
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

/**
 * What is to be looked at: what is not saved, else the bytes on disk. Without trust nothing is opened that VS Code has not opened, so that
 * it is always the text in the editor.
 */
function sourceOf(document: vscode.TextDocument): ConfigSource {
  const fromEditor = document.isDirty || !vscode.workspace.isTrusted;
  return {
    file: document.uri.fsPath,
    ...(fromEditor && { edited: { text: document.getText(), encoding: document.encoding } }),
    access: fileAccess(),
  };
}

/** Whether a document is a config on disk, the only ones that can be simulated. */
export function isConfigDocument({ uri }: vscode.TextDocument): boolean {
  return uri.scheme === "file" && isConfig(uri.path);
}

/** Selects configs on disk: not the other side of a comparison, which has another scheme. */
export const CONFIGS: vscode.DocumentSelector = { scheme: "file", pattern: "**/*.glm.json" };
