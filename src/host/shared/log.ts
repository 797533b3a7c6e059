import * as vscode from "vscode";
import { showErrorMessage } from "./messages";

/** The extension's log channel, created with its first line. */
let channel: vscode.LogOutputChannel | undefined;

/** The extension's log channel. */
export function log(): vscode.LogOutputChannel {
  return (channel ??= vscode.window.createOutputChannel("Spikeloop", { log: true }));
}

/** Disposes the log channel. */
export function disposeLog(): void {
  channel?.dispose();
  channel = undefined;
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Shows an error to the user, and logs it with its stack. */
export function showError(doing: string, error: unknown): void {
  log().error(`${doing}: ${error instanceof Error && error.stack !== undefined ? error.stack : messageOf(error)}`);
  void showErrorMessage(`${doing}: ${messageOf(error)}`, "Show Log").then((choice) => {
    if (choice !== undefined) log().show();
  });
}
