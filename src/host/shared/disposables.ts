import type * as vscode from "vscode";

/** Disposables that are disposed together, last added first. */
export class Disposables implements vscode.Disposable {
  private readonly parts: vscode.Disposable[] = [];
  private disposed = false;

  /** Adds parts and returns the first; disposes them at once when all are disposed already. */
  add<T extends vscode.Disposable>(part: T, ...others: readonly vscode.Disposable[]): T {
    if (this.disposed) for (const one of [part, ...others]) one.dispose();
    else this.parts.push(part, ...others);
    return part;
  }

  dispose(): void {
    this.disposed = true;
    while (this.parts.length > 0) this.parts.pop()?.dispose();
  }
}
