import * as vscode from "vscode";
import type { Problem } from "../../config/types";
import { CONFIG_LANGUAGE } from "../shared/names";

/** VS Code's JSON support numbers syntax errors in this range: from an unterminated comment to a duplicate key. */
const SYNTAX = { first: 257, last: 528 };

/** VS Code's JSON support completes and explains configs too, but only files in its own languages would activate it. */
export function startJsonSupport(): vscode.Disposable {
  const start = ({ languageId }: vscode.TextDocument): void => {
    if (languageId !== CONFIG_LANGUAGE) return;
    const support = vscode.extensions.getExtension("vscode.json-language-features");
    support?.activate().then(undefined, () => undefined); // configs are checked without it too
  };
  vscode.workspace.textDocuments.forEach(start);
  return vscode.workspace.onDidOpenTextDocument(start);
}

/**
 * The problems that VS Code's JSON support does not show too. It cannot be switched off for one kind of file, so its
 * syntax errors are kept and ours dropped. Ours are kept where it is off, inactive, or finds nothing.
 */
export function withoutDuplicates(uri: vscode.Uri, problems: readonly Problem[]): readonly Problem[] {
  if (!problems.some(({ syntax }) => syntax)) return problems;
  const theirs = vscode.languages.getDiagnostics(uri).filter(isSyntax);
  const hasErrors = theirs.some(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
  const lines = new Set(theirs.map(({ range }) => range.start.line + 1));
  return problems.filter(({ syntax, line }) => !syntax || !(hasErrors || lines.has(line)));
}

function isSyntax({ source, code }: vscode.Diagnostic): boolean {
  const number = typeof code === "object" ? code.value : code;
  return source === CONFIG_LANGUAGE && typeof number === "number" && number >= SYNTAX.first && number <= SYNTAX.last;
}
