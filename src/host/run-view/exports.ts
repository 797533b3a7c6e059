import * as path from "node:path";
import * as vscode from "vscode";
import { plural, whole } from "../../text/numbers";
import type { BinRange } from "../../protocol/queries";
import type { Reader } from "../../worker/reader";
import { log } from "../shared/log";
import { showQuickPick, showSaveDialog, withProgress } from "../shared/messages";
import { configName } from "../shared/names";
import { tellSaved } from "../shared/reveal";
import { writeTo } from "../shared/elsewhere";
import type { ReadableRun } from "../runs-view/run-records";
import type { RunPanel } from "./run-panel";

/** On a slow machine the run's page gets its focus back from the palette only after the question is there, which would close it. */
const ignoreFocusOut = true;

interface PictureChoice extends vscode.QuickPickItem {
  readonly ground: "white" | "screen";
  readonly span: "view" | "run";
}

const PICTURES: readonly PictureChoice[] = [
  {
    label: "View on White",
    detail: "What is visible, on a white ground: for papers and slides",
    ground: "white",
    span: "view",
  },
  {
    label: "View as on Screen",
    detail: "What is visible, in the colours of the theme",
    ground: "screen",
    span: "view",
  },
  { label: "Whole Run on White", detail: "All bins, on a white ground", ground: "white", span: "run" },
  { label: "Whole Run as on Screen", detail: "All bins, in the colours of the theme", ground: "screen", span: "run" },
];

/** Saves a run's view as a PNG at twice its size. */
export async function exportPicture(panel: RunPanel, run: ReadableRun): Promise<void> {
  const choice = await showQuickPick(PICTURES, {
    title: "Export Picture",
    placeHolder: "Which picture?",
    ignoreFocusOut,
  });
  if (!choice) return;
  const uri = await askFile(run, "", "png", "PNG picture");
  if (!uri) return;
  const picture = await panel.ask().picture({ ground: choice.ground, span: choice.span });
  await vscode.workspace.fs.writeFile(uri, picture);
  await tellSaved(uri);
}

interface DataChoice extends vscode.QuickPickItem {
  readonly what: "spikes" | "rates";
  /** null: all bins, all neurons. */
  readonly range: BinRange | null;
  readonly neurons: Uint32Array | null;
}

/** Saves spikes or rates as CSV: of the view, where there is one, or of the whole run. Written by the reading thread. */
export async function exportData(panel: RunPanel | undefined, run: ReadableRun, reader: Reader): Promise<void> {
  const choice = await showQuickPick(await dataChoices(panel, run, reader), {
    title: "Export Data",
    placeHolder: "Which data?",
    ignoreFocusOut,
  });
  if (!choice) return;
  const uri = await askFile(run, `-${choice.what}`, "csv", "CSV table");
  if (!uri) return;
  const written = await withProgress(
    { title: `Writing ${path.posix.basename(uri.path)}`, cancellable: true },
    async (progress, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => stop.abort());
      let shown = 0;
      const onProgress = (share: number): void => {
        progress.report({ increment: 100 * (share - shown), message: `${Math.floor(100 * share)}\u202f%` });
        shown = share;
      };
      try {
        await writeTo(uri, (file) =>
          reader.exportCsv(run.folder, choice.range, choice.neurons, choice.what, file, onProgress, stop.signal),
        );
        return true;
      } catch (error) {
        if (!stop.signal.aborted) throw error;
        log().info(`export to ${uri.toString()} was cancelled`);
        return false;
      }
    },
  );
  if (written) await tellSaved(uri);
}

async function dataChoices(
  panel: RunPanel | undefined,
  { folder }: ReadableRun,
  reader: Reader,
): Promise<DataChoice[]> {
  const { manifest, binsReadable } = await reader.open(folder).snapshot();
  const ofRun = dataPair("of the Whole Run", { start: 0, end: binsReadable }, manifest.n_neurons, {
    range: null,
    neurons: null,
  });
  if (!panel) return ofRun;
  const { range, neurons } = await panel.ask().visible();
  return [...dataPair("in View", range, neurons.length, { range, neurons }), ...ofRun];
}

function dataPair(
  where: string,
  { start, end }: BinRange,
  nNeurons: number,
  chosen: Pick<DataChoice, "range" | "neurons">,
): DataChoice[] {
  const bins = end > start ? `bins ${whole(start)} to ${whole(end - 1)}` : "no bins";
  const description = `${bins}, ${plural(nNeurons, "neuron")}`;
  return [
    {
      label: `Spikes ${where}`,
      description,
      detail: "A line for each spike: bin, neuron, count",
      what: "spikes",
      ...chosen,
    },
    {
      label: `Rates ${where}`,
      description,
      detail: "A line for each bin, a column for each neuron: counts per bin",
      what: "rates",
      ...chosen,
    },
  ];
}

/** Asks for a file, beside the config at first: `network-run7-spikes.csv`. */
function askFile(
  { folder, configFile, hasConfig, manifest }: ReadableRun,
  suffix: string,
  ending: string,
  kind: string,
): Thenable<vscode.Uri | undefined> {
  const name = `${configName(configFile)}-run${manifest.run_number}${suffix}.${ending}`;
  return showSaveDialog({
    defaultUri: vscode.Uri.file(path.join(hasConfig ? path.dirname(configFile) : path.dirname(folder), name)),
    filters: { [kind]: [ending] },
  });
}
