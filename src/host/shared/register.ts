import * as vscode from "vscode";
import { Disposables } from "./disposables";
import { showError } from "./log";
import type { Command } from "./names";

/** What a command does with the clicked and the selected items; either may be missing. */
export type Handler = (clicked?: unknown, selection?: unknown) => Promise<unknown>;
/** A handler for each command. */
export type Handlers = { readonly [C in Command]: Handler };

/** Registers all commands. An error becomes a message that says what failed. */
export function registerCommands(handlers: Handlers): vscode.Disposable {
  const disposables = new Disposables();
  for (const [command, handler] of Object.entries(handlers)) {
    const guarded = async (clicked?: unknown, selection?: unknown): Promise<unknown> => {
      try {
        return await handler(clicked, selection);
      } catch (error) {
        showError("Spikeloop could not do this", error);
        return undefined;
      }
    };
    disposables.add(vscode.commands.registerCommand(command, guarded));
  }
  return disposables;
}
