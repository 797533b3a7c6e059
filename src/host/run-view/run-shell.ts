import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { readText } from "../../files/open";
import { makeCodec } from "../../protocol/codec";
import type { ToPanel } from "../../protocol/panel";

/** The run view's webview may load its bundle and nothing else. */
export function webviewOptions(extension: vscode.Uri): vscode.WebviewOptions {
  return { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(extension, "dist")] };
}

/** The script stands in the page itself, which saves a request. It is read with the first view. */
let script: string | null = null;
const MOST_BYTES = 1e7;

/**
 * The HTML of the run view, with its first messages embedded so that it draws without a round trip. Scripts and style
 * elements need the nonce, which the script finds in a meta element; there is no network access, and no inline
 * handlers.
 */
export function runShell(webview: vscode.Webview, extension: vscode.Uri, first: readonly ToPanel[]): string {
  const nonce = randomBytes(18).toString("base64url");
  script ??= readText(vscode.Uri.joinPath(extension, "dist", "webview.js").fsPath, MOST_BYTES).replaceAll(
    "<!--",
    "\\x3c!--",
  );
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
  <title>Spikeloop run</title>
</head>
<body>
  <div id="app"></div>
  <script type="application/json" id="first">${makeCodec().encode(first).replaceAll("<", "\\u003c")}</script>
  <script nonce="${nonce}">${script}</script>
</body>
</html>`;
}
