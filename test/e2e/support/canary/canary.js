import { appendFileSync } from "node:fs";
import * as vscode from "vscode";

/** @param {vscode.ExtensionContext} context */
export function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("canary.sing", () => {
      if (process.env.CANARY_FILE !== undefined) appendFileSync(process.env.CANARY_FILE, "sung\n");
    }),
  );
}
