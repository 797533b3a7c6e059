import * as vscode from "vscode";
import { shapeText } from "../../arrays/ndarray";
import type { ResolvedShape } from "../../config/types";
import { CONFIGS, type Plans } from "./plans";

/** Shows each array's resolved shape at the end of the line where its value starts. */
export function registerInlays(plans: Plans): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provideInlayHints = async (document: vscode.TextDocument, visible: vscode.Range) => {
    const plan = await plans.of(document);
    // VS Code asks again after each edit.
    const shapes = plan?.version === document.version ? plan.shapes : [];
    return shapes.map((shape) => shapeHint(document, shape)).filter(({ position }) => visible.contains(position));
  };
  return vscode.Disposable.from(
    changed,
    plans.onDidChange(() => changed.fire()),
    vscode.languages.registerInlayHintsProvider(CONFIGS, { onDidChangeInlayHints: changed.event, provideInlayHints }),
  );
}

function shapeHint(document: vscode.TextDocument, shown: ResolvedShape): vscode.InlayHint {
  const { shape, axes, axesInShort } = shown;
  // Equally long axes do not show their order, so the hint names them.
  const label = axesInShort === null ? shapeText(shape) : `${shapeText(shape)} ${axesInShort}`;
  const hint = new vscode.InlayHint(behind(document, shown), label);
  hint.paddingLeft = true;
  hint.tooltip = axes;
  return hint;
}

/** The position after a value and its comma; after the first line of a value with several. */
function behind(document: vscode.TextDocument, { line, column, endsThere }: ResolvedShape): vscode.Position {
  const { text } = document.lineAt(line - 1);
  if (!endsThere) return new vscode.Position(line - 1, text.trimEnd().length);
  return new vscode.Position(line - 1, text[column - 1] === "," ? column : column - 1);
}
