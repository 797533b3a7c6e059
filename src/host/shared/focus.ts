import * as vscode from "vscode";

/** Calls `act` when the window gets the focus: other programs may have changed files meanwhile. */
export function onDidFocusWindow(act: () => void): vscode.Disposable {
  let { focused } = vscode.window.state;
  return vscode.window.onDidChangeWindowState((state) => {
    const came = state.focused && !focused;
    focused = state.focused;
    if (came) act();
  });
}
