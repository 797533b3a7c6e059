import * as vscode from "vscode";

/** Calls back when the window gets the focus: whoever comes back from another program may have changed files there. */
export function onDidFocusWindow(act: () => void): vscode.Disposable {
  let { focused } = vscode.window.state;
  return vscode.window.onDidChangeWindowState((state) => {
    const came = state.focused && !focused;
    focused = state.focused;
    if (came) act();
  });
}
