import * as path from "node:path";
import * as vscode from "vscode";
import { plural } from "../protocol/numbers";
import { messageOf } from "./log";
import { ask } from "./messages";
import { runTitle } from "./run-records";
import type { RunStore } from "./run-store";
import type { Simulations } from "./running";
import { isThere } from "../files/there";

/** Deletes runs to the trash; where the file system has none, for good, after asking. Those that go on are stopped first. */
export async function deleteRuns(runFolders: readonly string[], runs: RunStore, simulations: Simulations): Promise<void> {
  const left: string[] = [];
  let reason = "";
  for (const folder of runFolders) {
    await stopped(folder, simulations);
    try {
      await vscode.workspace.fs.delete(vscode.Uri.file(folder), { recursive: true, useTrash: true });
    } catch (error) {
      if (await isThere(folder)) left.push(folder);
      reason = messageOf(error);
    }
  }
  if (left.length > 0 && (await confirmed(left, reason, runs))) {
    for (const folder of left) await vscode.workspace.fs.delete(vscode.Uri.file(folder), { recursive: true, useTrash: false });
  }
  runs.refresh();
}

async function stopped(folder: string, simulations: Simulations): Promise<void> {
  const going = simulations.of(folder);
  going?.stop();
  await going?.outcome;
}

async function confirmed(folders: readonly string[], reason: string, runs: RunStore): Promise<boolean> {
  const forGood = "Delete for Good";
  const what = folders.length === 1 ? await nameOf(folders[0], runs) : plural(folders.length, "run");
  return (await ask(`Delete ${what} for good?`, [`There is no trash here (${reason}). This cannot be undone.`], forGood)) === forGood;
}

async function nameOf(folder: string, runs: RunStore): Promise<string> {
  const record = await runs.read(folder);
  return record.manifest === null ? path.basename(folder) : runTitle(record.configFile, record.manifest);
}
