import * as vscode from "vscode";
import type { Context } from "./names";

const values = new Map<Context, boolean>();

/** Sets a context key for `when` clauses when its value has changed. */
export function setContext(key: Context, value: boolean): void {
  if (values.get(key) === value) return;
  values.set(key, value);
  void vscode.commands.executeCommand("setContext", key, value);
}
