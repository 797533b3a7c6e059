// What every extension pays for a view: a click, a webview with one script, one painted canvas. Nothing is asked and nothing is sent.
import * as vscode from "vscode";

const CONFIGS = { scheme: "file", pattern: "**/*.glm.json" };

/** @param {vscode.ExtensionContext} context */
export function activate({ subscriptions, extensionUri }) {
  /** @param {vscode.Webview} webview */
  const fill = (webview) => {
    const script = webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, "page.js")).toString();
    webview.options = { enableScripts: true, localResourceRoots: [extensionUri] };
    webview.html = `<!DOCTYPE html><html><body><canvas class="empty" width="600" height="400"></canvas><script src="${script}"></script></body></html>`;
  };
  const above = new vscode.Range(0, 0, 0, 0);
  subscriptions.push(
    vscode.commands.registerCommand("emptyViews.openPanel", () => {
      fill(vscode.window.createWebviewPanel("emptyViews.panel", "empty panel", vscode.ViewColumn.Active).webview);
    }),
    vscode.commands.registerCommand("emptyViews.openEditor", (/** @type {vscode.Uri} */ config) =>
      vscode.commands.executeCommand(
        "vscode.openWith",
        vscode.Uri.joinPath(config, "..", "empty editor.empty-view"),
        "emptyViews.editor",
        { preview: false },
      ),
    ),
    vscode.window.registerCustomEditorProvider("emptyViews.editor", {
      openCustomDocument: (uri) => ({ uri, dispose: () => undefined }),
      resolveCustomEditor: (_document, { webview }) => fill(webview),
    }),
    vscode.languages.registerCodeLensProvider(CONFIGS, {
      provideCodeLenses: ({ uri }) => [
        new vscode.CodeLens(above, { title: "Empty panel", command: "emptyViews.openPanel" }),
        new vscode.CodeLens(above, { title: "Empty editor", command: "emptyViews.openEditor", arguments: [uri] }),
      ],
    }),
  );
}
