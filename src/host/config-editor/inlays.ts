import * as vscode from "vscode";
import { shapeText } from "../../arrays/ndarray";
import type { ResolvedShape } from "../../config/types";
import { Disposables } from "../shared/disposables";
import { CONFIGS, type Plans } from "./plans";

/** Shows each array's resolved shape at the end of the line where its value starts. */
class ShapeHints implements vscode.InlayHintsProvider {
  constructor(
    private readonly plans: Plans,
    readonly onDidChangeInlayHints: vscode.Event<void>,
  ) {}

  async provideInlayHints(document: vscode.TextDocument, visible: vscode.Range): Promise<vscode.InlayHint[]> {
    const plan = await this.plans.of(document);
    // VS Code asks again after each edit.
    if (plan?.version !== document.version) return [];
    const hints = plan.shapes.map(({ shape, axes, axesInShort, ...place }) => {
      // Equally long axes do not show their order, so the hint names them.
      const label = axesInShort === null ? shapeText(shape) : `${shapeText(shape)} ${axesInShort}`;
      const hint = new vscode.InlayHint(behind(document, place), label);
      hint.paddingLeft = true;
      hint.tooltip = axes;
      return hint;
    });
    return hints.filter(({ position }) => visible.contains(position));
  }
}

/** Registers the hints with array shapes. */
export function registerInlays(plans: Plans): vscode.Disposable {
  const disposables = new Disposables();
  const changed = disposables.add(new vscode.EventEmitter<void>());
  disposables.add(plans.onDidChange(() => changed.fire()));
  disposables.add(vscode.languages.registerInlayHintsProvider(CONFIGS, new ShapeHints(plans, changed.event)));
  return disposables;
}

/** The position after a value and its comma; after the first line of a value with several. */
function behind(
  document: vscode.TextDocument,
  { line, column, endsThere }: Pick<ResolvedShape, "line" | "column" | "endsThere">,
): vscode.Position {
  const { text } = document.lineAt(line - 1);
  if (!endsThere) return new vscode.Position(line - 1, text.trimEnd().length);
  return new vscode.Position(line - 1, text[column - 1] === "," ? column : column - 1);
}
