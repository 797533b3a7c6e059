import type * as vscode from "vscode";
import type { Port } from "../../protocol/rpc";

/**
 * One life of a webview's page as a port. VS Code discards hidden pages, and a new page numbers its requests from one
 * again: a closed port drops late answers, so that the next page never receives them.
 */
export class WebviewPort implements Port, vscode.Disposable {
  private closed = false;

  constructor(private readonly webview: vscode.Webview) {}

  post(message: unknown): void {
    void this.deliver(message);
  }

  /** Resolves when the message was delivered. */
  async deliver(message: unknown): Promise<void> {
    if (!this.closed) await this.webview.postMessage(message);
  }

  listen(handler: (message: unknown) => void): () => void {
    const listener = this.webview.onDidReceiveMessage((message: unknown) => {
      if (!this.closed) handler(message);
    });
    return () => listener.dispose();
  }

  dispose(): void {
    this.closed = true;
  }
}
