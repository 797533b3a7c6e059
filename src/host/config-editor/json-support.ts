import * as vscode from "vscode";
import type { Problem } from "../../config/types";

/** The numbers that VS Code's JSON support gives mistakes in the JSON itself: from a comment that does not end to a key given twice. */
const SYNTAX = { first: 257, last: 528 };

/**
 * The problems that VS Code's JSON support does not show as well. It cannot be told not to look at one kind of file, so that what it
 * tells of the JSON itself stays and ours goes; where it is off, not yet there, or finds nothing, ours stays.
 */
export function untold(uri: vscode.Uri, problems: readonly Problem[]): readonly Problem[] {
  if (!problems.some(({ syntax }) => syntax)) return problems;
  const theirs = vscode.languages.getDiagnostics(uri).filter(isSyntax);
  const hasErrors = theirs.some(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
  const lines = new Set(theirs.map(({ range }) => range.start.line + 1));
  return problems.filter(({ syntax, line }) => !syntax || !(hasErrors || lines.has(line)));
}

function isSyntax({ source, code }: vscode.Diagnostic): boolean {
  const number = typeof code === "object" ? code.value : code;
  return (
    (source === "json" || source === "jsonc") &&
    typeof number === "number" &&
    number >= SYNTAX.first &&
    number <= SYNTAX.last
  );
}
