import * as path from "node:path";
import type * as vscode from "vscode";
import { bytes, duration, keyText, plural, rate, whole } from "../../text/numbers";
import { momentText } from "../../text/ages";
import { joined, md, type Markdown } from "../shared/markdown";
import { runTitle, type ReadableRun, type RunRecord } from "./run-records";
import { factsOf } from "./files";
import type { FileNode } from "./nodes";

type Row = readonly [name: string, value: string];

/** The tooltip of a run. */
export function runTooltip(record: RunRecord, bytesOnDisk: number): vscode.MarkdownString {
  if (record.manifest === null) return md`**Damaged run**\n\n${record.damage}`.tooltip();
  const { manifest, configFile } = record;
  const rows: Row[] = [
    ["started", momentText(new Date(manifest.started), { seconds: true })],
    ["neurons", whole(manifest.n_neurons)],
    [
      "bins",
      manifest.bins_done === manifest.n_time_bins
        ? whole(manifest.bins_done)
        : `${whole(manifest.bins_done)} of ${whole(manifest.n_time_bins)}`,
    ],
    ["spikes", whole(manifest.spikes_total)],
    ["mean rate", rate(manifest.mean_spike_count, manifest.bin_size)],
    ["random key", keyText(manifest.random_key)],
    ["elapsed", duration(manifest.elapsed_seconds)],
    ["on disk", bytes(bytesOnDisk)],
  ];
  const problem = problemOf(record);
  return tooltip(md`**${runTitle(configFile, manifest)}**`, problem === null ? null : warning(problem), table(rows));
}

/** Why a run stopped early; null when it is complete or running. */
export function problemOf({ manifest, status }: ReadableRun): string | null {
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

/** The tooltip of a run's file. */
export function fileTooltip({ file, size, record }: FileNode): vscode.MarkdownString {
  const facts = factsOf(path.basename(file), record.manifest);
  const name = md`**${path.basename(file)}**`;
  return tooltip(
    facts.shape === null ? name : md`${name} <code>${facts.shape}</code>`,
    md`${facts.what}`,
    table([...facts.figures, ["on disk", bytes(size)]]),
  );
}

/** The tooltip of a config and its runs. */
export function configTooltip(configFile: string, runs: number, exists: boolean): vscode.MarkdownString {
  const gone = exists ? null : warning("The config is gone; its runs hold a copy of it.");
  return tooltip(md`**${path.basename(configFile)}**`, gone, md`${plural(runs, "run")} in ${path.dirname(configFile)}`);
}

function tooltip(...parts: readonly (Markdown | null)[]): vscode.MarkdownString {
  return joined(parts, "\n\n").tooltip();
}

function warning(text: string): Markdown {
  return md`<span style="color:var(--vscode-errorForeground);">${text}</span>`;
}

/** Two columns: names on the left, values on the right. */
function table(rows: readonly Row[]): Markdown {
  return joined(
    [
      md`
| | |
      `,
      md`
|:--|--:|
      `,
      ...rows.map(([name, value]) => md`| ${name}&nbsp;&nbsp;&nbsp; | ${value} |`),
    ],
    "\n",
  );
}
