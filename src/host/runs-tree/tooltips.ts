import * as path from "node:path";
import * as vscode from "vscode";
import { bytes, duration, keyText, plural, rate, whole } from "../../protocol/numbers";
import { momentText } from "../ages";
import { runTitle, type ReadableRun, type RunRecord } from "../run-records";
import { factsOf } from "./files";
import type { FileNode } from "./nodes";

type Row = readonly [name: string, value: string];

/** What is told of a run when the pointer rests on it. */
export function runTooltip(record: RunRecord, bytesOnDisk: number): vscode.MarkdownString {
  if (record.manifest === null) return new vscode.MarkdownString(`**Damaged run**\n\n${escaped(record.damage)}`);
  const { manifest, configFile } = record;
  const rows: Row[] = [
    ["started", momentText(new Date(manifest.started), { seconds: true })],
    ["neurons", whole(manifest.n_neurons)],
    ["bins", manifest.bins_done === manifest.n_time_bins ? whole(manifest.bins_done) : `${whole(manifest.bins_done)} of ${whole(manifest.n_time_bins)}`],
    ["spikes", whole(manifest.spikes_total)],
    ["mean rate", rate(manifest.mean_spike_count, manifest.bin_size)],
    ["random key", keyText(manifest.random_key)],
    ["elapsed", duration(manifest.elapsed_seconds)],
    ["on disk", bytes(bytesOnDisk)],
  ];
  const trouble = troubleOf(record);
  return markdown(`**${escaped(runTitle(configFile, manifest))}**`, trouble && warning(trouble), table(rows));
}

/** What kept a run from its end, in words; null for one that was finished or goes on. */
export function troubleOf({ manifest, status }: ReadableRun): string | null {
  const { error, bins_done: done, n_time_bins: total } = manifest;
  const share = `${Math.floor((100 * done) / total)}\u202f%`;
  switch (status) {
    case "running":
    case "finished":
      return null;
    case "cancelled":
      return `Cancelled at ${share}`;
    case "interrupted":
      return `Interrupted at ${share}: its process is gone`;
    case "failed":
      return `Failed: ${error?.message ?? "no reason is known"}`;
    case "diverged":
      if (error?.bin === undefined || error.neuron === undefined) return "Diverged";
      return `Diverged at bin ${whole(error.bin)}, neuron ${whole(error.neuron)}`;
  }
}

export function fileTooltip({ file, size, record }: FileNode): vscode.MarkdownString {
  const facts = factsOf(path.basename(file), record.manifest);
  const title = `**${escaped(path.basename(file))}**${facts.shape === null ? "" : ` \`${facts.shape}\``}`;
  return markdown(title, escaped(facts.what), table([...facts.figures, ["on disk", bytes(size)]]));
}

export function configTooltip(configFile: string, runs: number, exists: boolean): vscode.MarkdownString {
  const gone = exists ? null : warning("The config is gone; its runs hold a copy of it.");
  return markdown(`**${escaped(path.basename(configFile))}**`, gone, `${plural(runs, "run")} in ${escaped(path.dirname(configFile))}`);
}

function markdown(...parts: readonly (string | null)[]): vscode.MarkdownString {
  const text = new vscode.MarkdownString(parts.filter((part) => part !== null).join("\n\n"));
  text.supportThemeIcons = true;
  text.supportHtml = true;
  return text;
}

function warning(text: string): string {
  return `<span style="color:var(--vscode-errorForeground);">${escaped(text)}</span>`;
}

/** Two columns: names quiet on the left, values on the right. */
function table(rows: readonly Row[]): string {
  return ["| | |", "|:--|--:|", ...rows.map(([name, value]) => `| ${name}&nbsp;&nbsp;&nbsp; | ${escaped(value)} |`)].join("\n");
}

function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!|<>~-]/g, "\\$&");
}
