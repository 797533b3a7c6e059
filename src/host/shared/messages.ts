/**
 * The only place that passes text to VS Code for display. VS Code turns `[text](command:…)` into links that run
 * commands and `$(name)` into icons, and any name, key, title or path may come from a stranger: here all of them become
 * plain text. A lint rule forbids the same calls elsewhere.
 */
import * as vscode from "vscode";
import { inMessage } from "../../text/display";
import type { Markdown } from "./markdown";

type Button = string;

/** The same object with mere text under these keys. */
function plain<T extends object>(shown: T, ...keys: readonly (keyof T)[]): T {
  const texts = keys.filter((key) => typeof shown[key] === "string").map((key) => [key, inMessage(String(shown[key]))]);
  return { ...shown, ...Object.fromEntries(texts) };
}

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
  return vscode.window.withProgress(options, (progress, token) =>
    task({ report: (step) => progress.report(plain(step, "message")) }, token),
  );
}

/** A choice of one item; undefined when cancelled. */
export async function showQuickPick<T extends vscode.QuickPickItem>(
  items: readonly T[],
  options: vscode.QuickPickOptions,
): Promise<T | undefined> {
  const shown = items.map((item) => plain(item, "label", "description", "detail"));
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
  return vscode.window.showSaveDialog(plain(options, "title"));
}

/** Asks what to open; undefined when cancelled. */
export function showOpenDialog(options: vscode.OpenDialogOptions): Thenable<vscode.Uri[] | undefined> {
  return vscode.window.showOpenDialog(plain(options, "title"));
}

/** A status bar item at the left, hidden at first. */
export function statusBarItem(id: string, name: string, command: string, priority: number): vscode.StatusBarItem {
  const item = vscode.window.createStatusBarItem(id, vscode.StatusBarAlignment.Left, priority);
  return Object.assign(item, { name, command });
}

/** Shows an icon and text in a status bar item. */
export function showInStatusBar(item: vscode.StatusBarItem, icon: string, text: string, tooltip: Markdown): void {
  item.text = `$(${icon}) ${inMessage(text)}`;
  item.accessibilityInformation = { label: `Spikeloop: ${inMessage(text)}` };
  item.tooltip = tooltip.tooltip();
  item.show();
}

/** A CodeLens: an icon and text; its command is "" when a click does nothing. */
export function codeLens(
  range: vscode.Range,
  { icon, ...command }: vscode.Command & { readonly icon: string },
): vscode.CodeLens {
  const { title, ...rest } = plain(command, "title", "tooltip");
  return new vscode.CodeLens(range, { ...rest, title: `$(${icon})\u00a0${title}` });
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

/** The user goes one question back. */
export const BACK = Symbol("back");

/** One question of several, with a button that goes back to the one before. */
export interface Step {
  readonly title: string;
  /** From 1. */
  readonly step: number;
  readonly totalSteps: number;
}

/** A choice of one item as a step; undefined when cancelled. `active`: what is chosen by Enter alone. */
export function pickInStep<T extends vscode.QuickPickItem>(
  items: readonly T[],
  { placeHolder, active, ...step }: Step & { readonly placeHolder: string; readonly active?: T },
): Promise<T | typeof BACK | undefined> {
  const shown = items.map((item) => plain(item, "label", "description", "detail"));
  const picker = Object.assign(vscode.window.createQuickPick<T>(), plain(step, "title"), {
    placeholder: inMessage(placeHolder),
    items: shown,
    ignoreFocusOut: true,
  });
  if (active) picker.activeItems = [shown[items.indexOf(active)]];
  return answered<T>(picker, step, (done) =>
    picker.onDidAccept(() => picker.selectedItems.length > 0 && done(items[shown.indexOf(picker.selectedItems[0])])),
  );
}

/** What is said behind the prompt of an input while the user types. An error keeps the value from being accepted. */
export interface InputHint {
  readonly severity: "info" | "error";
  readonly text: string;
}

/** A line of text as a step, checked while it is typed; undefined when cancelled. */
export function inputInStep({
  prompt,
  value,
  check,
  ...step
}: Step & {
  readonly prompt: string;
  readonly value: string;
  readonly check: (value: string) => InputHint | null;
}): Promise<string | typeof BACK | undefined> {
  const box = Object.assign(vscode.window.createInputBox(), plain(step, "title"), {
    prompt: inMessage(prompt),
    value,
    ignoreFocusOut: true,
  });
  const WRONG = vscode.InputBoxValidationSeverity.Error;
  const look = (): InputHint | null => {
    const hint = check(box.value.trim());
    // A validation message takes the place of the prompt, so that only an error is one.
    const isWrong = hint?.severity === "error";
    box.validationMessage = isWrong ? { message: inMessage(`${prompt}: ${hint.text}`), severity: WRONG } : undefined;
    box.prompt = inMessage(hint && !isWrong ? `${prompt}: ${hint.text}` : prompt);
    return hint;
  };
  look();
  box.onDidChangeValue(look);
  return answered<string>(box, step, (done) =>
    box.onDidAccept(() => look()?.severity !== "error" && done(box.value.trim())),
  );
}

/** Shows a step until it is answered, left or cancelled. */
function answered<T>(
  input: vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox,
  { step }: Step,
  listen: (done: (answer: T | typeof BACK | undefined) => void) => void,
): Promise<T | typeof BACK | undefined> {
  return new Promise((resolve) => {
    const done = (answer: T | typeof BACK | undefined): void => {
      resolve(answer);
      input.dispose();
    };
    if (step > 1) input.buttons = [vscode.QuickInputButtons.Back];
    input.onDidTriggerButton(() => done(BACK));
    input.onDidHide(() => done(undefined));
    listen(done);
    input.show();
  });
}
