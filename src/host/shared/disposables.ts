import type * as vscode from "vscode";

/** Disposables that are disposed together, last added first. */
export class Disposables implements vscode.Disposable {
  private readonly parts: vscode.Disposable[] = [];
  private disposed = false;

  /** Adds a part; disposes it at once when all are disposed already. */
  add<T extends vscode.Disposable>(part: T): T {
    if (this.disposed) part.dispose();
    else this.parts.push(part);
    return part;
  }

  dispose(): void {
    this.disposed = true;
    while (this.parts.length > 0) this.parts.pop()?.dispose();
  }
}
