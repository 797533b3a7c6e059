import * as path from "node:path";
import type * as vscode from "vscode";
import { bytes, duration, keyText, plural, rate, whole } from "../../text/numbers";
import { percentDone, percentText } from "../../protocol/progress";
import { momentText } from "../../text/ages";
import { joined, tip, type Markdown } from "../shared/markdown";
import { runTitle, type ReadableRun, type RunRecord } from "./run-records";
import { factsOf } from "./files";
import type { FileNode } from "./nodes";

type Row = readonly [name: string, value: string];

/** The tooltip of a run. */
export function runTooltip(record: RunRecord, bytesOnDisk: number): vscode.MarkdownString {
  if (record.manifest === null) return tip`**Damaged run**\n\n${record.damage}`.tooltip();
  const { manifest, configFile } = record;
  const { bins_done: done, n_time_bins: total } = manifest;
  const rows: Row[] = [
    ["started", momentText(new Date(manifest.started), { seconds: true })],
    ["neurons", whole(manifest.n_neurons)],
    ["bins", whole(done) + (done === total ? "" : ` of ${whole(total)}`)],
    ["spikes", whole(manifest.spikes_total)],
    ["mean rate", rate(manifest.mean_spike_count, manifest.bin_size)],
    ["random key", keyText(manifest.random_key)],
    ["elapsed", duration(manifest.elapsed_seconds)],
    ["on disk", bytes(bytesOnDisk)],
  ];
  const problem = problemOf(record);
  return tooltip(tip`**${runTitle(configFile, manifest)}**`, problem === null ? null : warning(problem), table(rows));
}

/** Why a run stopped early; null when it is complete or running. */
export function problemOf({ manifest, status }: ReadableRun): string | null {
  const { error } = manifest;
  const share = percentText(percentDone(manifest));
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

/** The tooltip of a run's file. */
export function fileTooltip({ file, size, record }: FileNode): vscode.MarkdownString {
  const facts = factsOf(path.basename(file), record.manifest);
  const name = tip`**${path.basename(file)}**`;
  return tooltip(
    facts.shape === null ? name : tip`${name} <code>${facts.shape}</code>`,
    tip`${facts.what}`,
    table([...facts.figures, ["on disk", bytes(size)]]),
  );
}

/** The tooltip of a config and its runs. */
export function configTooltip(configFile: string, runs: number, exists: boolean): vscode.MarkdownString {
  const gone = exists ? null : warning("The config is gone; its runs hold a copy of it.");
  return tooltip(
    tip`**${path.basename(configFile)}**`,
    gone,
    tip`${plural(runs, "run")} in ${path.dirname(configFile)}`,
  );
}

function tooltip(...parts: readonly (Markdown | null)[]): vscode.MarkdownString {
  return joined(parts, "\n\n").tooltip();
}

function warning(text: string): Markdown {
  return tip`<span style="color:var(--vscode-errorForeground);">${text}</span>`;
}

/** Two columns: names on the left, values on the right. */
function table(rows: readonly Row[]): Markdown {
  const lines = rows.map(([name, value]) => tip`| ${name}&nbsp;&nbsp;&nbsp; | ${value} |`);
  return joined([tip`| | |`, tip`|:--|--:|`, ...lines], "\n");
}
