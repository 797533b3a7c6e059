import * as vscode from "vscode";
import { shapeText } from "../arrays/ndarray";
import { CONFIGS, type Plans } from "./plans";

/** What the axes of each argument are. */
const AXES: Readonly<Record<string, string>> = {
  coupling_coef: "receiving neurons × sending neurons × basis functions",
  coupling_basis_matrix: "bins of the window × basis functions",
  intercepts: "neurons",
  feedforward_coef: "neurons × features",
  feedforward_input: "bins × neurons × features",
  init_y: "bins of the window × neurons; the last row is the bin before the first",
};

/** The resolved shape of each array, at the end of the line on which its value begins. */
class ShapeHints implements vscode.InlayHintsProvider {
  readonly onDidChangeInlayHints: vscode.Event<void>;

  constructor(private readonly plans: Plans) {
    this.onDidChangeInlayHints = plans.onDidChange;
  }

  async provideInlayHints(document: vscode.TextDocument, visible: vscode.Range): Promise<vscode.InlayHint[]> {
    const { shapes } = await this.plans.of(document);
    const hints = shapes.map(({ argument, start, offset, shape }) => {
      const hint = new vscode.InlayHint(endOfFirstLine(document, start, offset), shapeText(shape));
      hint.paddingLeft = true;
      if (AXES[argument] !== undefined) hint.tooltip = AXES[argument];
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
