import * as path from "node:path";
import * as vscode from "vscode";
import { isThere } from "../../files/there";
import { plural } from "../../text/numbers";
import type { Deletion } from "../../runs/deletion";
import { log, messageOf } from "../shared/log";
import { ask, showWarningMessage } from "../shared/messages";
import { runTitle } from "./run-records";
import type { RunStore } from "./run-store";
import type { SimulationManager } from "../simulations/manager";

/** Maximum number of remaining files listed by name; beyond that, only their number. */
const MOST_NAMED = 5;

type Planned = Exclude<Deletion, { readonly type: "refused" }>;

/**
 * Moves runs to the trash, or deletes them permanently, after asking, where the file system has none. This window's
 * simulations are stopped first; runs that other processes write are skipped. When a folder holds other files too, only
 * the run's files are deleted, after asking.
 */
export async function deleteRuns(
  runFolders: readonly string[],
  runs: RunStore,
  simulations: SimulationManager,
): Promise<void> {
  const plans: Planned[] = [];
  const refused: string[] = [];
  for (const folder of new Set(runFolders)) {
    const simulation = simulations.of(folder);
    simulation?.stop();
    await simulation?.outcome;
    const plan = await planFor(folder, runs);
    if (plan.type === "refused") refused.push(`${await nameOf(folder, runs)}: ${plan.why}`);
    else plans.push(plan);
  }
  if (await confirmedToKeep(plans, runs)) await carryOut(plans, runs);
  runs.refresh();
  if (refused.length > 0) void showWarningMessage(`Not deleted. ${refused.join(". ")}.`);
}

async function planFor(folder: string, runs: RunStore): Promise<Deletion> {
  const { planDeletion } = await import("../lazy");
  const { manifest } = await runs.read(folder);
  const workspace = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
  try {
    return planDeletion(folder, manifest, workspace);
  } catch (error) {
    return { type: "refused", folder, why: messageOf(error) };
  }
}

/** Asks before leaving folders in place that hold other files. */
async function confirmedToKeep(plans: readonly Planned[], runs: RunStore): Promise<boolean> {
  const staying = plans.filter((plan) => plan.type === "files");
  if (staying.length === 0) return true;
  const button = staying.length === 1 ? "Delete the Run's Files" : "Delete the Runs' Files";
  const details = staying.map(({ folder, why, files, others }) => {
    const stays = others.length === 0 ? "" : `, with ${named(others)}`;
    return `${folder} stays${stays}: ${why}. Deleted are ${named(files)}.`;
  });
  return (await ask(`Delete only the files of ${await whatOf(staying, runs)}?`, details, button)) === button;
}

async function carryOut(plans: readonly Planned[], runs: RunStore): Promise<void> {
  const left: Planned[] = [];
  let reason = "";
  for (const plan of plans) {
    const targets = plan.type === "folder" ? [plan.folder] : plan.files.map((name) => path.join(plan.folder, name));
    try {
      const options = { recursive: plan.type === "folder", useTrash: true };
      for (const target of targets) await vscode.workspace.fs.delete(vscode.Uri.file(target), options);
    } catch (error) {
      if (await isThere(plan.folder)) left.push(plan);
      reason = messageOf(error);
    }
  }
  if (left.length > 0) await deleteForGood(left, reason, runs);
}

/** Deletes what could not be moved to the trash, after asking. */
async function deleteForGood(plans: readonly Planned[], reason: string, runs: RunStore): Promise<void> {
  const { deleteFiles } = await import("../lazy");
  const question = `Delete ${await whatOf(plans, runs)} for good?`;
  const detail = [`There is no trash here (${reason}). This cannot be undone.`];
  if ((await ask(question, detail, "Delete for Good")) === undefined) return;
  for (const { type, folder, files } of plans) {
    const isGone = await deleteFiles(folder, files, type === "files");
    if (!isGone && type === "folder") log().warn(`${folder} stays: something came into it while its run was deleted`);
  }
}

async function whatOf(plans: readonly Planned[], runs: RunStore): Promise<string> {
  return plans.length === 1 ? nameOf(plans[0].folder, runs) : plural(plans.length, "run");
}

async function nameOf(folder: string, runs: RunStore): Promise<string> {
  const record = await runs.read(folder);
  return record.manifest === null ? path.basename(folder) : runTitle(record.configFile, record.manifest);
}

function named(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED).join(", ");
  return names.length > MOST_NAMED ? `${shown} and ${names.length - MOST_NAMED} more` : shown;
}
