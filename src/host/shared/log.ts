import * as vscode from "vscode";
import { showErrorMessage } from "./messages";

/** The extension's log channel, made at its first line. */
let channel: vscode.LogOutputChannel | undefined;

export function log(): vscode.LogOutputChannel {
  return (channel ??= vscode.window.createOutputChannel("Spikeloop", { log: true }));
}

export function disposeLog(): void {
  channel?.dispose();
  channel = undefined;
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Shows an error to the person and keeps it, with where it came from, in the log. */
export function showError(doing: string, error: unknown): void {
  log().error(`${doing}: ${error instanceof Error && error.stack !== undefined ? error.stack : messageOf(error)}`);
  void showErrorMessage(`${doing}: ${messageOf(error)}`, "Show Log").then((choice) => {
    if (choice !== undefined) log().show();
  });
}
