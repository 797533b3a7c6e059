import * as path from "node:path";
import * as vscode from "vscode";
import { MANIFEST_FILE, type ShownStatus } from "../../protocol/manifest";
import { STATUS_ICONS, TONE_COLOURS } from "../../protocol/status-icons";
import { count, keyText, plural } from "../../text/numbers";
import { percentDone, progressText, type RunMoment } from "../../protocol/progress";
import { mayOpen } from "../../files/access";
import { momentText } from "../../text/ages";
import { treeItem } from "../shared/messages";
import { Command, configName } from "../shared/names";
import type { ReadableRun } from "./run-records";
import { fileAccess } from "../shared/trust";
import { fileDescription } from "./files";
import { type FileNode, type Node, nodeId, type RunNode } from "./nodes";
import { configTooltip, fileTooltip, problemOf } from "./tooltips";

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

/** The live progress of a run. */
export interface LiveState {
  /** This window computes it and can stop it. */
  readonly own: boolean;
  readonly moment: RunMoment | undefined;
}

/** The tree item of a node. */
export function itemOf(node: Node, live: LiveState): vscode.TreeItem {
  return Object.assign(bareItem(node, live), { id: nodeId(node) });
}

function bareItem(node: Node, live: LiveState): vscode.TreeItem {
  switch (node.kind) {
    case "config": {
      const facts = [plural(node.runFolders.length, "run"), node.where, node.exists ? null : "config is gone"];
      const item = treeItem(configName(node.configFile), facts.filter((fact) => fact !== null).join(" · "), Expanded);
      item.resourceUri = vscode.Uri.file(node.configFile);
      item.iconPath = vscode.ThemeIcon.File;
      item.tooltip = configTooltip(node.configFile, node.runFolders.length, node.exists);
      item.contextValue = node.exists ? "config" : "config.gone";
      return item;
    }
    case "run":
      return runItem(node, live);
    case "older": {
      const item = treeItem(plural(node.runFolders.length, "older run"), null, Collapsed);
      item.iconPath = new vscode.ThemeIcon("ellipsis");
      item.contextValue = "older";
      return item;
    }
    case "file":
      return fileItem(node);
  }
}

function runItem({ record, runFolder }: RunNode, { own, moment }: LiveState): vscode.TreeItem {
  const command = openCommand(runFolder);
  if (record.manifest === null) {
    const item = treeItem("Damaged run", path.basename(runFolder), Collapsed);
    const iconPath = icon("warning", "list.warningForeground");
    return Object.assign(item, { command, iconPath, contextValue: "run.damaged" });
  }
  const name = `Run ${record.manifest.run_number}`;
  const description = runDescription(record, moment);
  return Object.assign(treeItem(name, description, Collapsed), {
    command,
    iconPath: statusIcon(record.status),
    contextValue: own ? "run.running" : "run",
    accessibilityInformation: { label: `${name}, ${record.status}, ${description}` },
  });
}

function openCommand(runFolder: string): vscode.Command {
  return { command: Command.OpenRun, title: "Open Run", arguments: [{ runFolder }] };
}

/** `14:32 · key 123 · 4 274 spikes`; the progress of a running run; why a run stopped early. */
function runDescription(record: ReadableRun, moment: RunMoment | undefined): string {
  const { manifest, status } = record;
  const key = `key ${keyText(manifest.random_key)}`;
  if (status === "running")
    return `${progressText(percentDone(moment?.manifest ?? manifest), moment?.secondsLeft ?? null)} · ${key}`;
  const { spikes_total: spikes } = manifest;
  const result = status === "finished" ? `${count(spikes)} ${spikes === 1 ? "spike" : "spikes"}` : shortProblem(record);
  return `${momentText(new Date(manifest.started))} · ${key} · ${result}`;
}

function shortProblem(record: ReadableRun): string {
  const { status } = record;
  return status === "diverged" || status === "failed"
    ? status
    : (problemOf(record) ?? status).split(":")[0].toLowerCase();
}

function fileItem(node: FileNode): vscode.TreeItem {
  const { file } = node;
  const item = treeItem(path.basename(file), fileDescription(node), None);
  const uri = vscode.Uri.file(file);
  item.resourceUri = uri;
  item.iconPath = vscode.ThemeIcon.File;
  item.tooltip = fileTooltip(node);
  item.contextValue = "file";
  const isText = /\.(py|jsonc)$/.test(file) && mayOpen(file, fileAccess());
  if (path.basename(file) === MANIFEST_FILE) item.command = openCommand(path.dirname(file));
  else if (isText) item.command = { command: "vscode.open", title: "Open", arguments: [uri] };
  return item;
}

function statusIcon(status: ShownStatus): vscode.ThemeIcon {
  const { codicon, tone } = STATUS_ICONS[status];
  return icon(status === "running" ? `${codicon}~spin` : codicon, TONE_COLOURS[tone]);
}

function icon(name: string, color: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(name, new vscode.ThemeColor(color));
}
