import * as vscode from "vscode";
import { shapeText } from "../arrays/ndarray";
import { axesLookAlike, AXIS_WORDS } from "../config/dimensions";
import { CONFIGS, type Plans } from "./plans";

/** The resolved shape of each array, at the end of the line on which its value begins. */
class ShapeHints implements vscode.InlayHintsProvider {
  readonly onDidChangeInlayHints: vscode.Event<void>;

  constructor(private readonly plans: Plans) {
    this.onDidChangeInlayHints = plans.onDidChange;
  }

  async provideInlayHints(document: vscode.TextDocument, visible: vscode.Range): Promise<vscode.InlayHint[]> {
    const { shapes } = await this.plans.of(document);
    const hints = shapes.map(({ argument, start, offset, shape }) => {
      const words = AXIS_WORDS[argument];
      // Where axes are equally long, only whoever wrote them can tell whether they come in this order.
      const label = axesLookAlike(argument, shape) ? `${shapeText(shape)} ${words.split(";")[0]}` : shapeText(shape);
      const hint = new vscode.InlayHint(endOfFirstLine(document, start, offset), label);
      hint.paddingLeft = true;
      hint.tooltip = words;
      return hint;
    });
    return hints.filter(({ position }) => visible.contains(position));
  }
}

export function registerInlays(plans: Plans): vscode.Disposable {
  return vscode.languages.registerInlayHintsProvider(CONFIGS, new ShapeHints(plans));
}

/** Behind a value and its comma; behind the first line of one that has several. */
function endOfFirstLine(document: vscode.TextDocument, start: number, end: number): vscode.Position {
  const first = document.positionAt(start);
  const last = document.positionAt(end);
  if (first.line < last.line) return first.with({ character: document.lineAt(first.line).text.trimEnd().length });
  const comma = document.lineAt(last.line).text[last.character] === ",";
  return comma ? last.translate(0, 1) : last;
}
