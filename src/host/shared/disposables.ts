import type * as vscode from "vscode";

/** What is to be let go together, last added first. */
export class Disposables implements vscode.Disposable {
  private readonly parts: vscode.Disposable[] = [];
  private disposed = false;

  /** Keeps a part until all are disposed of; at once, when that has happened already. */
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
