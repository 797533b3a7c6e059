/**
 * Files that the user chooses may be on another computer than this extension, which may run on a server: only VS Code
 * can reach them. They pass through a temporary file, so that they may be of any size.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import * as vscode from "vscode";

/** Writes a file; `write` gets a local path, and must never leave a part of the file. */
export async function writeTo(uri: vscode.Uri, write: (file: string) => Promise<void>): Promise<void> {
  if (uri.scheme === "file") return write(uri.fsPath);
  await withTemporary(uri, async (file) => {
    await write(file.fsPath);
    await vscode.workspace.fs.copy(file, uri, { overwrite: true });
  });
}

/** Reads a file; `read` gets a local path. */
export async function readFrom(uri: vscode.Uri, read: (file: string) => Promise<void>): Promise<void> {
  if (uri.scheme === "file") return read(uri.fsPath);
  await withTemporary(uri, async (file) => {
    await vscode.workspace.fs.copy(uri, file, { overwrite: true });
    await read(file.fsPath);
  });
}

/** Passes a file of the same name in a temporary folder, which is deleted afterwards. */
async function withTemporary(uri: vscode.Uri, use: (file: vscode.Uri) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "spikeloop-"));
  try {
    await use(vscode.Uri.joinPath(vscode.Uri.file(folder), path.posix.basename(uri.path)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
