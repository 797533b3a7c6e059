import * as vscode from "vscode";
import type { PlannedConfig } from "../config/types";
import { Disposables } from "./disposables";
import { isConfig } from "./names";
import { fileAccess } from "./trust";

/** Configs as far as their text and the headers of their files tell, worked out once for each version of a text. */
export class Plans implements vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly outdated = this.disposables.add(new vscode.EventEmitter<void>());
  /** Fires when files that configs may refer to changed, or may be looked at from now on. */
  readonly onDidChange = this.outdated.event;
  private kept = new WeakMap<vscode.TextDocument, { readonly version: number; readonly plan: PlannedConfig }>();

  constructor() {
    const files = this.disposables.add(vscode.workspace.createFileSystemWatcher("**/*.{npy,npz,csv}"));
    for (const event of [files.onDidChange, files.onDidCreate, files.onDidDelete]) {
      this.disposables.add(event(({ path }) => !path.includes(".runs/") && this.forget()));
    }
    this.disposables.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.forget()));
  }

  async of(document: vscode.TextDocument): Promise<PlannedConfig> {
    // Loaded with the first config that is looked at: the schema would slow down the start of every window.
    const { planConfig } = await import("./late");
    const kept = this.kept.get(document);
    if (kept?.version === document.version) return kept.plan;
    const plan = planConfig(document.uri.fsPath, document.getText(), undefined, fileAccess());
    this.kept.set(document, { version: document.version, plan });
    return plan;
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private forget(): void {
    this.kept = new WeakMap();
    this.outdated.fire();
  }
}

/** Whether a document is a config on disk, the only ones that can be simulated. */
export function isConfigDocument({ uri }: vscode.TextDocument): boolean {
  return uri.scheme === "file" && isConfig(uri.path);
}

/** Selects configs on disk: not the other side of a comparison, which has another scheme. */
export const CONFIGS: vscode.DocumentSelector = { scheme: "file", pattern: "**/*.glm.json" };
