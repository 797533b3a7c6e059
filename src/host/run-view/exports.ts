import * as path from "node:path";
import * as vscode from "vscode";
import { plural, whole } from "../../text/numbers";
import { percentText } from "../../protocol/progress";
import type { BinRange } from "../../protocol/queries";
import { readBinSize } from "../../text/bin-size";
import { exportName, type ExporterInfo } from "../../runs/export/exporter";
import type { Reader } from "../../worker/reader";
import { log } from "../shared/log";
import { showInputBox, showQuickPick, showSaveDialog, withProgress } from "../shared/messages";
import { configName } from "../shared/names";
import { showSaved } from "../shared/reveal";
import { writeTo } from "../shared/elsewhere";
import type { ReadableRun } from "../runs-view/run-records";
import type { RunStore } from "../runs-view/run-store";
import type { RunPanel } from "./run-panel";

/** Exports a run for any button, key or menu; `panel` is the run's open view, if any. */
export type ExportRun = (kind: "picture" | "data", runFolder: string, panel: RunPanel | undefined) => Promise<void>;

/** A choice in the export menu. */
interface ExportChoice extends vscode.QuickPickItem {
  /** The proposed file name. */
  readonly name: string;
  readonly filters: Readonly<Record<string, string[]>>;
  /** Whether to ask for the seconds of a bin, which the run does not know. */
  readonly needsBinSize?: boolean;
  /** Writes the file; false when cancelled. */
  save(uri: vscode.Uri, binSize?: number): Promise<boolean>;
}

/** Makes the export that all doors share. */
export function runExport(runs: RunStore, reader: Reader): ExportRun {
  return async (kind, runFolder, panel) => {
    const run = await runs.read(runFolder);
    if (run.manifest === null) throw new Error(run.damage);
    const isPicture = kind === "picture";
    const choices = isPicture ? pictureChoices(run, panel) : await dataChoices(run, panel, reader);
    const choice = await showQuickPick(choices, {
      title: isPicture ? "Export Picture" : "Export Data",
      placeHolder: isPicture ? "Which picture?" : "Which data?",
      // On a slow machine the page takes the focus back from the palette only now, which would close the question.
      ignoreFocusOut: true,
    });
    if (!choice) return;
    const binSize = choice.needsBinSize ? await askBinSize(choice.label) : undefined;
    if (choice.needsBinSize && binSize === undefined) return;
    const { configFile, hasConfig } = run;
    const folder = path.dirname(hasConfig ? configFile : runFolder);
    const uri = await showSaveDialog({
      defaultUri: vscode.Uri.file(path.join(folder, choice.name)),
      filters: choice.filters,
    });
    if (uri && (await choice.save(uri, binSize))) await showSaved(uri);
  };
}

/** Asks for the seconds of a bin; undefined when cancelled. */
async function askBinSize(title: string): Promise<number | undefined> {
  const text = await showInputBox({
    title,
    prompt: "Seconds per bin, which times need and this run does not know. To keep it, set bin_size in the config.",
    placeHolder: "0.001",
    ignoreFocusOut: true,
    validateInput: (value) => (readBinSize(value) === null ? "A number of seconds, more than 0: 0.001" : undefined),
  });
  return text === undefined ? undefined : (readBinSize(text) ?? undefined);
}

/** The run's view as a PNG at double size. Only an open view can draw it. */
function pictureChoices({ configFile, manifest }: ReadableRun, panel: RunPanel | undefined): ExportChoice[] {
  if (!panel) throw new Error("A picture is made from the run's view: open the run first.");
  const picture = (label: string, detail: string, ground: "white" | "screen", span: "view" | "run"): ExportChoice => ({
    label,
    detail,
    name: `${configName(configFile)}-run${manifest.run_number}.png`,
    filters: { "PNG picture": ["png"] },
    async save(uri) {
      await vscode.workspace.fs.writeFile(uri, await panel.ask().picture({ ground, span }));
      return true;
    },
  });
  return [
    picture("View on White", "What is visible, on a white ground: for papers and slides", "white", "view"),
    picture("View as on Screen", "What is visible, in the colours of the theme", "screen", "view"),
    picture("Whole Run on White", "All bins, on a white ground", "white", "run"),
    picture("Whole Run as on Screen", "All bins, in the colours of the theme", "screen", "run"),
  ];
}

/** Every format, for the visible part (when a view is open) and for the whole run. The reader thread writes it. */
async function dataChoices(run: ReadableRun, panel: RunPanel | undefined, reader: Reader): Promise<ExportChoice[]> {
  const { folder, configFile, manifest } = run;
  const [exporters, { binsReadable }, view] = await Promise.all([
    reader.exporters(),
    reader.open(folder).snapshot(),
    // VS Code discards hidden pages, which then never answer.
    panel?.webviewPanel.visible ? panel.ask().visible() : null,
  ]);
  // Where one file holds both spikes and rates, files with one of them are left to the command line: the menu stays short.
  const whole = new Set(exporters.filter(({ id }) => id.endsWith(":both")).map(({ id }) => formatOf(id)));
  const offered = exporters.filter(({ id }) => id.endsWith(":both") || !whole.has(formatOf(id)));
  const choicesOf = (where: string, described: string, selection: Selection): ExportChoice[] =>
    offered.map((exporter) => ({
      label: `${exporter.title} ${where}`,
      description: described,
      detail: `${exporter.fileType}: ${exporter.detail}`,
      name: exportName(configName(configFile), manifest.run_number, exporter),
      filters: { [exporter.fileType]: [...exporter.extensions] },
      needsBinSize: manifest.bin_size === null && exporter.needs.includes("bin_size"),
      save: (uri, binSize) => saveData(uri, exporter, { folder, ...selection, binSize }, reader),
    }));
  return [
    ...(view ? choicesOf("in View", sizeText(view.range, view.neurons.length), view) : []),
    ...choicesOf("of the Whole Run", sizeText({ start: 0, end: binsReadable }, manifest.n_neurons), WHOLE_RUN),
  ];
}

/** `npz` of `npz:both`. */
function formatOf(id: string): string {
  return id.split(":")[0];
}

/** null: all bins, all neurons. */
interface Selection {
  readonly range: BinRange | null;
  readonly neurons: Uint32Array | null;
}

const WHOLE_RUN: Selection = { range: null, neurons: null };

function sizeText({ start, end }: BinRange, nNeurons: number): string {
  const bins = end > start ? `bins ${whole(start)} to ${whole(end - 1)}` : "no bins";
  return `${bins}, ${plural(nNeurons, "neuron")}`;
}

async function saveData(
  uri: vscode.Uri,
  { id }: ExporterInfo,
  data: Selection & { readonly folder: string; readonly binSize?: number },
  reader: Reader,
): Promise<boolean> {
  const title = `Writing ${path.posix.basename(uri.path)}`;
  return await withProgress({ title, cancellable: true }, async (progress, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    let shown = 0;
    const onProgress = (share: number): void => {
      progress.report({ increment: 100 * (share - shown), message: percentText(100 * share) });
      shown = share;
    };
    try {
      await writeTo(uri, (file) => reader.exportRun(id, { ...data, file }, onProgress, stop.signal));
      return true;
    } catch (error) {
      if (!stop.signal.aborted) throw error;
      log().info(`export to ${uri.toString()} was cancelled`);
      return false;
    }
  });
}
