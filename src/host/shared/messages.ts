/**
 * The only place that passes text to VS Code for display. VS Code turns `[text](command:…)` into links that run
 * commands and `$(name)` into icons, and any name, key, title or path may come from a stranger: here all of them become
 * plain text. A lint rule forbids the same calls elsewhere.
 */
import * as vscode from "vscode";
import { inMessage } from "../../text/display";
import type { Markdown } from "./markdown";

type Button = string;

/** A notification; resolves with the button clicked, if any. */
export function showInformationMessage(text: string, ...buttons: readonly Button[]): Thenable<Button | undefined> {
  return vscode.window.showInformationMessage(inMessage(text), ...buttons);
}

/** A warning; resolves with the button clicked, if any. */
export function showWarningMessage(text: string, ...buttons: readonly Button[]): Thenable<Button | undefined> {
  return vscode.window.showWarningMessage(inMessage(text), ...buttons);
}

/** An error message; resolves with the button clicked, if any. */
export function showErrorMessage(text: string, ...buttons: readonly Button[]): Thenable<Button | undefined> {
  return vscode.window.showErrorMessage(inMessage(text), ...buttons);
}

/** A modal question with lines of detail below it; undefined when cancelled. */
export function ask(
  question: string,
  detail: readonly string[],
  ...buttons: readonly Button[]
): Thenable<Button | undefined> {
  return vscode.window.showWarningMessage(
    inMessage(question),
    { modal: true, detail: detail.map(inMessage).join("\n") },
    ...buttons,
  );
}

/** A temporary message in the status bar. */
export function setStatusBarMessage(text: string, milliseconds: number): void {
  vscode.window.setStatusBarMessage(inMessage(text), milliseconds);
}

/** A progress notification while `task` is running. */
export function withProgress<R>(
  { title, cancellable = false }: { readonly title: string; readonly cancellable?: boolean },
  task: (
    progress: vscode.Progress<{ message?: string; increment?: number }>,
    token: vscode.CancellationToken,
  ) => Thenable<R>,
): Thenable<R> {
  const options = { location: vscode.ProgressLocation.Notification, title: inMessage(title), cancellable };
  return vscode.window.withProgress(options, (progress, token) => {
    const report = ({ message, increment }: { message?: string; increment?: number }): void =>
      progress.report({
        ...(message !== undefined && { message: inMessage(message) }),
        ...(increment !== undefined && { increment }),
      });
    return task({ report }, token);
  });
}

/** A choice of one item; undefined when cancelled. */
export async function showQuickPick<T extends vscode.QuickPickItem>(
  items: readonly T[],
  options: vscode.QuickPickOptions,
): Promise<T | undefined> {
  const shown = items.map((item) => ({
    ...item,
    label: inMessage(item.label),
    ...(item.description !== undefined && { description: inMessage(item.description) }),
    ...(item.detail !== undefined && { detail: inMessage(item.detail) }),
  }));
  const chosen = await vscode.window.showQuickPick(shown, options);
  return chosen && items[shown.indexOf(chosen)];
}

/** A line of text; undefined when cancelled. */
export function showInputBox(options: vscode.InputBoxOptions): Thenable<string | undefined> {
  const { validateInput } = options;
  return vscode.window.showInputBox({
    ...options,
    ...(validateInput && {
      validateInput: async (value: string) => {
        const problem = await validateInput(value);
        return typeof problem === "string" ? inMessage(problem) : problem;
      },
    }),
  });
}

/** Asks where to save; undefined when cancelled. */
export function showSaveDialog(options: vscode.SaveDialogOptions): Thenable<vscode.Uri | undefined> {
  return vscode.window.showSaveDialog({
    ...options,
    ...(options.title !== undefined && { title: inMessage(options.title) }),
  });
}

/** Asks what to open; undefined when cancelled. */
export function showOpenDialog(options: vscode.OpenDialogOptions): Thenable<vscode.Uri[] | undefined> {
  return vscode.window.showOpenDialog({
    ...options,
    ...(options.title !== undefined && { title: inMessage(options.title) }),
  });
}

/** A status bar item, hidden at first. */
export class StatusBarEntry implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;

  constructor({
    id,
    name,
    command,
    priority,
  }: {
    readonly id: string;
    readonly name: string;
    readonly command: string;
    readonly priority: number;
  }) {
    this.item = vscode.window.createStatusBarItem(id, vscode.StatusBarAlignment.Left, priority);
    this.item.name = name;
    this.item.command = command;
  }

  show(icon: string, text: string, tooltip: Markdown): void {
    this.item.text = `$(${icon}) ${inMessage(text)}`;
    this.item.accessibilityInformation = { label: `Spikeloop: ${inMessage(text)}` };
    this.item.tooltip = tooltip.tooltip();
    this.item.show();
  }

  hide(): void {
    this.item.hide();
  }

  dispose(): void {
    this.item.dispose();
  }
}

/** A CodeLens: an icon and text; its command is "" when a click does nothing. */
export function codeLens(
  range: vscode.Range,
  { icon, title, tooltip, command, arguments: values }: vscode.Command & { readonly icon: string },
): vscode.CodeLens {
  return new vscode.CodeLens(range, {
    title: `$(${icon})\u00a0${inMessage(title)}`,
    command,
    ...(tooltip !== undefined && { tooltip: inMessage(tooltip) }),
    ...(values && { arguments: values }),
  });
}

/** An item of a tree. */
export function treeItem(
  label: string,
  description: string | null,
  state: vscode.TreeItemCollapsibleState,
): vscode.TreeItem {
  const item = new vscode.TreeItem(inMessage(label), state);
  if (description !== null) item.description = inMessage(description);
  return item;
}
