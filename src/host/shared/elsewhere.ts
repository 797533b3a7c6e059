/**
 * Files that a person chooses may lie on another computer than this program, which may run on a server: only VS Code reaches them there.
 * Here they pass through a temporary file, so that they may have any size.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import * as vscode from "vscode";

/** Lets a file be written; `write` gets a path on this computer, and sees to it that there is never a part of the file. */
export async function writeTo(uri: vscode.Uri, write: (file: string) => Promise<void>): Promise<void> {
  if (uri.scheme === "file") return write(uri.fsPath);
  await withTemporary(uri, async (file) => {
    await write(file.fsPath);
    await vscode.workspace.fs.copy(file, uri, { overwrite: true });
  });
}

/** Lets a file be read; `read` gets a path on this computer. */
export async function readFrom(uri: vscode.Uri, read: (file: string) => Promise<void>): Promise<void> {
  if (uri.scheme === "file") return read(uri.fsPath);
  await withTemporary(uri, async (file) => {
    await vscode.workspace.fs.copy(uri, file, { overwrite: true });
    await read(file.fsPath);
  });
}

/** A file of the same name in a folder of its own, which is cleared in the end. */
async function withTemporary(uri: vscode.Uri, use: (file: vscode.Uri) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "spikeloop-"));
  try {
    await use(vscode.Uri.joinPath(vscode.Uri.file(folder), path.posix.basename(uri.path)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
