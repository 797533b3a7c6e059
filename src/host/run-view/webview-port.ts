import type * as vscode from "vscode";
import type { Port } from "../../protocol/rpc";

/**
 * One life of a webview's page as a port. A hidden page is thrown away and made anew, and counts its requests from one again:
 * once closed, a port lets no late answer through to the page that came after.
 */
export class WebviewPort implements Port, vscode.Disposable {
  private closed = false;

  constructor(private readonly webview: vscode.Webview) {}

  post(message: unknown): void {
    void this.deliver(message);
  }

  /** Resolves when the message has left for the page. */
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
