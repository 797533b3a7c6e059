import * as vscode from "vscode";
import type { Context } from "./names";

const told = new Map<Context, boolean>();

/** Sets a context key for `when` clauses, where its value is a new one. */
export function setContext(key: Context, value: boolean): void {
  if (told.get(key) === value) return;
  told.set(key, value);
  void vscode.commands.executeCommand("setContext", key, value);
}
