import * as vscode from "vscode";
import type { Problem } from "../../config/types";
import { Disposables } from "../shared/disposables";
import { withoutDuplicates } from "./json-support";
import { isConfigDocument, type Plan, type Plans } from "./plans";
import { runTitle } from "../runs-view/run-records";
import type { RunStore } from "../runs-view/run-store";
import { Debounced, Throttled } from "../shared/timing";

/** Every keystroke requests the problems; requests within this time are answered together. */
const SHOWN_EVERY_MS = 20;
/** Our syntax errors stay until VS Code has drawn its own: withdrawn at once, for a moment none would be there. */
const HAND_OVER_MS = 200;
const SOURCE = "Spikeloop";
/** What is set for a config at first. */
const NOTHING = JSON.stringify([false, []]);

/** Problems that a simulation found in the data, valid for this text and this state of its files. */
interface Found {
  readonly version: number;
  readonly files: string;
  readonly problems: readonly Problem[];
}

/** Shows problems of open configs, and of their newest runs, where they originate. */
export class Diagnostics implements vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly collection = this.disposables.add(vscode.languages.createDiagnosticCollection("spikeloop"));
  /** What was set last, by URI. */
  private readonly shown = new Map<string, string>();
  private readonly throttles = new Map<vscode.TextDocument, Throttled>();
  private readonly found = new WeakMap<vscode.TextDocument, Found>();
  /** The version of the text with which the newest simulation started. */
  private readonly startVersions = new WeakMap<vscode.TextDocument, number>();
  /** Configs with JSON syntax errors, which VS Code's JSON support reports too. */
  private readonly withSyntax = new Set<vscode.TextDocument>();
  private readonly handOver = this.disposables.add(
    new Debounced(HAND_OVER_MS, () => this.withSyntax.forEach((document) => this.schedule(document))),
  );

  constructor(
    private readonly plans: Plans,
    private readonly runs: RunStore,
  ) {
    const { workspace, languages } = vscode;
    this.disposables.add(
      workspace.onDidOpenTextDocument((document) => this.schedule(document)),
      workspace.onDidChangeTextDocument(({ document }) => this.schedule(document)),
      workspace.onDidCloseTextDocument((document) => this.close(document)),
      languages.onDidChangeDiagnostics(({ uris }) => this.onOtherDiagnostics(uris)),
      plans.onDidChange((document) => this.schedule(document)),
      runs.onDidChange(() => workspace.textDocuments.forEach((document) => this.schedule(document))),
    );
    workspace.textDocuments.forEach((document) => this.schedule(document));
  }

  /** Shows what a simulation found wrong with this version of a config; by default the version it started with. */
  async fromRun(configFile: string, problems: readonly Problem[], version?: number): Promise<void> {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(configFile));
    const plan = await this.plans.of(document);
    if (plan === null) return;
    this.found.set(document, {
      version: version ?? this.startVersions.get(document) ?? plan.version,
      files: filesOf(plan),
      problems,
    });
    await this.show(document);
  }

  /** Checks a config and its files again when a simulation starts, and drops what an earlier one found. */
  simulationStarted(configFile: string): void {
    const document = openDocument(configFile);
    if (!document) return;
    this.found.delete(document);
    this.startVersions.set(document, document.version);
    this.plans.outdate(document);
  }

  /** Checks a config and its files again after a simulation has read them. */
  simulationEnded(configFile: string): void {
    const document = openDocument(configFile);
    if (document) this.plans.outdate(document);
  }

  dispose(): void {
    for (const throttled of this.throttles.values()) throttled.dispose();
    this.disposables.dispose();
  }

  private schedule(document: vscode.TextDocument): void {
    if (!isConfigDocument(document)) return;
    let throttled = this.throttles.get(document);
    if (!throttled)
      this.throttles.set(document, (throttled = new Throttled(SHOWN_EVERY_MS, () => this.show(document))));
    throttled.trigger();
  }

  private close(document: vscode.TextDocument): void {
    this.throttles.get(document)?.dispose();
    this.throttles.delete(document);
    this.withSyntax.delete(document);
    this.shown.delete(String(document.uri));
    this.collection.delete(document.uri);
  }

  private onOtherDiagnostics(uris: readonly vscode.Uri[]): void {
    const changed = new Set(uris.map(String));
    if ([...this.withSyntax].some(({ uri }) => changed.has(String(uri)))) this.handOver.trigger();
  }

  private async show(document: vscode.TextDocument): Promise<void> {
    const plan = await this.plans.of(document);
    if (plan === null) return;
    const found = this.found.get(document);
    const holds = found?.version === plan.version && found.files === filesOf(plan);
    const problems = holds ? found.problems : plan.problems;
    const failure = problems.length === 0 ? await this.failureOf(document, plan) : null;
    // Positions are valid only for the analysed text; a newer version will be analysed in turn.
    if (document.isClosed || document.version !== plan.version) return;
    if (problems.some(({ syntax }) => syntax)) this.withSyntax.add(document);
    else this.withSyntax.delete(document);
    const diagnostics = withoutDuplicates(document.uri, problems).map((problem) =>
      problemDiagnostic(document.uri, problem),
    );
    this.setIfChanged(document, failure ? [...diagnostics, failure] : diagnostics);
  }

  /**
   * Sets diagnostics only when they or the text differ, so that no event is fired without a change. A file that another
   * program wrote may be analysed before the editor has its text, whose arrival displaces the underlines.
   */
  private setIfChanged({ uri, version }: vscode.TextDocument, diagnostics: readonly vscode.Diagnostic[]): void {
    const shown = JSON.stringify([diagnostics.length > 0 && version, diagnostics]);
    if ((this.shown.get(String(uri)) ?? NOTHING) === shown) return;
    this.shown.set(String(uri), shown);
    this.collection.set(uri, diagnostics);
  }

  /** Why the newest run stopped, while the config is still the text that ran. */
  private async failureOf(document: vscode.TextDocument, { digest }: Plan): Promise<vscode.Diagnostic | null> {
    const newest = await this.runs.newest(document.uri.fsPath);
    if (newest === null || newest.manifest.config_sha256 !== digest) return null;
    const { status, error } = newest.manifest;
    if (error === null || (status !== "diverged" && status !== "failed")) return null;
    const place =
      status === "diverged" ? await this.plans.keyRange(document, [error.argument ?? "coupling_coef"]) : null;
    const message = `${runTitle(newest.configFile, newest.manifest)} ${status}: ${error.message}`;
    const diagnostic = new vscode.Diagnostic(
      place ?? document.lineAt(0).range,
      message,
      vscode.DiagnosticSeverity.Warning,
    );
    diagnostic.source = SOURCE;
    return diagnostic;
  }
}

function openDocument(configFile: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(
    (document) => isConfigDocument(document) && document.uri.fsPath === configFile,
  );
}

/** The state of a config's files. The config itself has a version instead. */
function filesOf({ files }: Plan): string {
  return files
    .slice(1)
    .map(({ file, stamp }) => `${file} ${stamp}`)
    .join("\n");
}

function problemDiagnostic(uri: vscode.Uri, { message, severity, related, ...place }: Problem): vscode.Diagnostic {
  const level = severity === "error" ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
  const diagnostic = new vscode.Diagnostic(range(place), message, level);
  diagnostic.source = SOURCE;
  if (related)
    diagnostic.relatedInformation = [
      new vscode.DiagnosticRelatedInformation(new vscode.Location(uri, range(related)), related.message),
    ];
  return diagnostic;
}

/** By line and column, which do not depend on line endings: VS Code normalises those. */
function range({ line, column, length, end }: Pick<Problem, "line" | "column" | "length" | "end">): vscode.Range {
  const start = new vscode.Position(line - 1, column - 1);
  return new vscode.Range(start, end ? new vscode.Position(end.line - 1, end.column - 1) : start.translate(0, length));
}
