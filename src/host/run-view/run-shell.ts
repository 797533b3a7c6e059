import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { readText } from "../../files/open";
import { makeCodec } from "../../protocol/codec";
import type { ToPanel } from "../../protocol/panel";

/** What the run view's webview may load: its bundles, and pictures of the extension; nothing else. */
export function webviewOptions(extension: vscode.Uri): vscode.WebviewOptions {
  return { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(extension, "dist")] };
}

/** What the first picture needs stands in the page itself: fetching its 105 kB would take 30 ms more. Read with the first view. */
let script: string | null = null;
const MOST_BYTES = 1e7;

/**
 * The page that the view's script fills, with the first messages to it, so that it can draw before anything has gone to and fro.
 * Scripts and style elements need the nonce, which the script finds in a meta element (what it imports later needs it too); there is no network, and no inline handler.
 */
export function runShell(webview: vscode.Webview, extension: vscode.Uri, first: readonly ToPanel[]): string {
  const nonce = randomBytes(18).toString("base64url");
  const dist = vscode.Uri.joinPath(extension, "dist");
  const late = webview.asWebviewUri(vscode.Uri.joinPath(dist, "webview-late.js")).toString();
  script ??= readText(vscode.Uri.joinPath(dist, "webview.js").fsPath, MOST_BYTES);
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="UTF-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta property="csp-nonce" content="${nonce}">
  <meta property="late-script" content="${late}">
  <title>Spikeloop run</title>
</head>
<body>
  <div id="app"></div>
  <script type="application/json" id="first">${makeCodec().encode(first).replaceAll("<", "\\u003c")}</script>
  <script nonce="${nonce}">${script}</script>
</body>
</html>`;
}
