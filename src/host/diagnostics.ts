import { createHash } from "node:crypto";
import * as vscode from "vscode";
import type { Problem } from "../config/types";
import type { RunManifest } from "../protocol/manifest";
import { visible } from "../text/display";
import { Disposables } from "./disposables";
import { isConfigDocument, type Plans } from "./plans";
import { runTitle } from "./run-records";
import type { RunStore } from "./run-store";
import { valueRange } from "./text-places";
import { Debounced } from "./timing";

const TYPING_PAUSE_MS = 250;
const SOURCE = "Spikeloop";

/** Problems of open configs, and of their newest runs, at the places that cause them. */
export class Diagnostics implements vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly collection = this.disposables.add(vscode.languages.createDiagnosticCollection("spikeloop"));
  private readonly pauses = new Map<vscode.TextDocument, Debounced>();
  /** What a simulation found in the data itself, which a plan does not read; it holds for this version of the text. */
  private readonly found = new WeakMap<vscode.TextDocument, { readonly version: number; readonly problems: readonly Problem[] }>();

  constructor(
    private readonly plans: Plans,
    private readonly runs: RunStore,
  ) {
    const { workspace } = vscode;
    this.disposables.add(workspace.onDidOpenTextDocument((document) => this.soon(document)));
    this.disposables.add(workspace.onDidChangeTextDocument(({ document }) => this.soon(document)));
    this.disposables.add(workspace.onDidCloseTextDocument((document) => this.close(document)));
    this.disposables.add(plans.onDidChange(() => this.filesChanged()));
    this.disposables.add(runs.onDidChange(() => workspace.textDocuments.forEach((document) => this.soon(document))));
    workspace.textDocuments.forEach((document) => this.soon(document));
  }

  /** Takes over what a simulation found wrong with a config; shown while its text stays as it is. */
  async fromRun(configFile: string, problems: readonly Problem[]): Promise<void> {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(configFile));
    this.found.set(document, { version: document.version, problems });
    await this.show(document);
  }

  dispose(): void {
    for (const pause of this.pauses.values()) pause.dispose();
    this.disposables.dispose();
  }

  private filesChanged(): void {
    for (const document of vscode.workspace.textDocuments) {
      this.found.delete(document);
      this.soon(document);
    }
  }

  private soon(document: vscode.TextDocument): void {
    if (!isConfigDocument(document)) return;
    let pause = this.pauses.get(document);
    if (!pause) this.pauses.set(document, (pause = new Debounced(TYPING_PAUSE_MS, () => void this.show(document))));
    pause.trigger();
  }

  private close(document: vscode.TextDocument): void {
    this.pauses.get(document)?.dispose();
    this.pauses.delete(document);
    this.collection.delete(document.uri);
  }

  private async show(document: vscode.TextDocument): Promise<void> {
    const [newest, plan] = await Promise.all([this.runs.newest(document.uri.fsPath), this.plans.of(document)]);
    const found = this.found.get(document);
    const problems = found?.version === document.version ? found.problems : plan.problems;
    const diagnostics = problems.map((problem) => problemDiagnostic(document, problem));
    const failure = newest && problems.length === 0 ? await runDiagnostic(document, newest.configFile, newest.manifest) : null;
    if (document.isClosed) return;
    this.collection.set(document.uri, failure ? [...diagnostics, failure] : diagnostics);
  }
}

function problemDiagnostic(document: vscode.TextDocument, { offset, length, message, severity, related }: Problem): vscode.Diagnostic {
  const level = severity === "error" ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
  const diagnostic = new vscode.Diagnostic(range(document, offset, length), visible(message), level);
  diagnostic.source = SOURCE;
  if (related) {
    const location = new vscode.Location(document.uri, range(document, related.offset, related.length));
    diagnostic.relatedInformation = [new vscode.DiagnosticRelatedInformation(location, visible(related.message))];
  }
  return diagnostic;
}

/** What stopped the newest run, as long as the config is still the text that ran. */
async function runDiagnostic(document: vscode.TextDocument, configFile: string, manifest: RunManifest): Promise<vscode.Diagnostic | null> {
  const { status, error } = manifest;
  if (error === null || (status !== "diverged" && status !== "failed")) return null;
  if (createHash("sha256").update(document.getText()).digest("hex") !== manifest.config_sha256) return null;
  const place = status === "diverged" ? await valueRange(document, [error.argument ?? "coupling_coef"]) : null;
  const message = visible(`${runTitle(configFile, manifest)} ${status}: ${error.message}`);
  const diagnostic = new vscode.Diagnostic(place ?? document.lineAt(0).range, message, vscode.DiagnosticSeverity.Warning);
  diagnostic.source = SOURCE;
  return diagnostic;
}

function range(document: vscode.TextDocument, offset: number, length: number): vscode.Range {
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
}
