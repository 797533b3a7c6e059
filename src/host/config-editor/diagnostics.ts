import * as vscode from "vscode";
import type { Problem } from "../../config/types";
import { Disposables } from "../shared/disposables";
import { withoutDuplicates } from "./json-support";
import { isConfigDocument, type Plan, type Plans } from "./plans";
import { runTitle } from "../runs-view/run-records";
import type { RunStore } from "../runs-view/run-store";
import { Throttled } from "../shared/timing";

/** Each key asks for the problems; what is asked again within this time is answered once. */
const SHOWN_EVERY_MS = 20;
const SOURCE = "Spikeloop";

/** What a simulation found in the data itself, which a plan does not read; it holds for this text and this state of its files. */
interface Found {
  readonly version: number;
  readonly files: string;
  readonly problems: readonly Problem[];
}

/** Problems of open configs, and of their newest runs, at the places that cause them. */
export class Diagnostics implements vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly collection = this.disposables.add(vscode.languages.createDiagnosticCollection("spikeloop"));
  private readonly showing = new Map<vscode.TextDocument, Throttled>();
  private readonly found = new WeakMap<vscode.TextDocument, Found>();
  /** The versions of texts of which simulations began. */
  private readonly begun = new WeakMap<vscode.TextDocument, number>();
  /** Configs with mistakes in the JSON itself, which VS Code's JSON support reports as well. */
  private readonly withSyntax = new Set<vscode.TextDocument>();

  constructor(
    private readonly plans: Plans,
    private readonly runs: RunStore,
  ) {
    const { workspace, languages } = vscode;
    this.disposables.add(workspace.onDidOpenTextDocument((document) => this.soon(document)));
    this.disposables.add(workspace.onDidChangeTextDocument(({ document }) => this.soon(document)));
    this.disposables.add(workspace.onDidCloseTextDocument((document) => this.close(document)));
    this.disposables.add(languages.onDidChangeDiagnostics(({ uris }) => this.othersChanged(uris)));
    this.disposables.add(plans.onDidChange((document) => this.soon(document)));
    this.disposables.add(runs.onDidChange(() => workspace.textDocuments.forEach((document) => this.soon(document))));
    workspace.textDocuments.forEach((document) => this.soon(document));
  }

  /** Takes over what a simulation found wrong with the text that a config had at this version; when left out, as the simulation began. */
  async fromRun(configFile: string, problems: readonly Problem[], version?: number): Promise<void> {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(configFile));
    const plan = await this.plans.of(document);
    if (plan === null) return;
    this.found.set(document, {
      version: version ?? this.begun.get(document) ?? plan.version,
      files: filesOf(plan),
      problems,
    });
    await this.show(document);
  }

  /** Looks at a config and at its files again, for a simulation that begins: what an earlier one found is forgotten. */
  begin(configFile: string): void {
    const document = openDocument(configFile);
    if (!document) return;
    this.found.delete(document);
    this.begun.set(document, document.version);
    this.plans.outdate(document);
  }

  /** Looks at a config and at its files again, of which a simulation has shown what they are. */
  lookAgain(configFile: string): void {
    const document = openDocument(configFile);
    if (document) this.plans.outdate(document);
  }

  dispose(): void {
    for (const showing of this.showing.values()) showing.dispose();
    this.disposables.dispose();
  }

  private soon(document: vscode.TextDocument): void {
    if (!isConfigDocument(document)) return;
    let showing = this.showing.get(document);
    if (!showing) this.showing.set(document, (showing = new Throttled(SHOWN_EVERY_MS, () => this.show(document))));
    showing.trigger();
  }

  private close(document: vscode.TextDocument): void {
    this.showing.get(document)?.dispose();
    this.showing.delete(document);
    this.withSyntax.delete(document);
    this.collection.delete(document.uri);
  }

  private othersChanged(uris: readonly vscode.Uri[]): void {
    const changed = new Set(uris.map(String));
    for (const document of this.withSyntax) if (changed.has(String(document.uri))) this.soon(document);
  }

  private async show(document: vscode.TextDocument): Promise<void> {
    const plan = await this.plans.of(document);
    if (plan === null) return;
    const found = this.found.get(document);
    const holds = found?.version === plan.version && found.files === filesOf(plan);
    const problems = holds ? found.problems : plan.problems;
    const failure = problems.length === 0 ? await this.failureOf(document, plan) : null;
    // Places hold for the text that was looked at; whoever typed meanwhile is answered soon.
    if (document.isClosed || document.version !== plan.version) return;
    if (problems.some(({ syntax }) => syntax)) this.withSyntax.add(document);
    else this.withSyntax.delete(document);
    const diagnostics = withoutDuplicates(document.uri, problems).map((problem) =>
      problemDiagnostic(document.uri, problem),
    );
    this.put(document.uri, failure ? [...diagnostics, failure] : diagnostics);
  }

  /** Sets the diagnostics only where they differ, so that nobody gets an event without a change. */
  private put(uri: vscode.Uri, diagnostics: readonly vscode.Diagnostic[]): void {
    const shown = this.collection.get(uri) ?? [];
    if (JSON.stringify(shown) !== JSON.stringify(diagnostics)) this.collection.set(uri, diagnostics);
  }

  /** What stopped the newest run, as long as the config is still the text that ran. */
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

/** The files of a config but itself, as they were: its own text has a version. */
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

/** By lines and columns, which hold whichever way lines end on disk: VS Code lets all of them end alike. */
function range({ line, column, length, end }: Pick<Problem, "line" | "column" | "length" | "end">): vscode.Range {
  const start = new vscode.Position(line - 1, column - 1);
  return new vscode.Range(start, end ? new vscode.Position(end.line - 1, end.column - 1) : start.translate(0, length));
}
