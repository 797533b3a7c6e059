import * as vscode from "vscode";

/** Where the first of these keys that a config has is written, its name alone; null when it has none of them. */
export async function valueRange(document: vscode.TextDocument, keys: readonly string[]): Promise<vscode.Range | null> {
  const { findNodeAtLocation, parseTree } = await import("./late");
  const tree = parseTree(document.getText(), [], { allowTrailingComma: true });
  if (!tree) return null;
  for (const key of keys) {
    const name = findNodeAtLocation(tree, [key])?.parent?.children?.[0];
    if (name) return new vscode.Range(document.positionAt(name.offset), document.positionAt(name.offset + name.length));
  }
  return null;
}
