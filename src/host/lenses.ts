import * as vscode from "vscode";
import { keyText, plural, rate } from "../protocol/numbers";
import { ageText } from "./ages";
import { Disposables } from "./disposables";
import { codeLens } from "./messages";
import { Command } from "./names";
import { CONFIGS, isConfigDocument } from "./plans";
import { progressText } from "./progress";
import { runTitle, type ReadableRun } from "./run-records";
import type { RunStore } from "./run-store";
import type { Ongoing, Simulation } from "./running";
import { Throttled } from "./timing";

/** Ages in lenses are renewed so often; while something runs, lenses follow it no faster than the second. */
const AGES_EVERY_MS = 30_000;
const FOLLOW_EVERY_MS = 500;

/** Above a config's first line: Simulate, or how far it is; and what its newest run gave. */
class ConfigLenses implements vscode.CodeLensProvider {
  constructor(
    private readonly runs: RunStore,
    private readonly simulations: Ongoing,
    readonly onDidChangeCodeLenses: vscode.Event<void>,
  ) {}

  async provideCodeLenses({ uri }: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const going = this.simulations.all.find(({ configFile }) => configFile === uri.fsPath);
    const newest = await this.runs.newest(uri.fsPath);
    const commands = going ? goingCommands(going) : [simulateCommand(uri)];
    if (newest && newest.folder !== going?.runFolder) commands.push(newestCommand(newest));
    return commands.map((command) => codeLens(new vscode.Range(0, 0, 0, 0), command));
  }
}

export function registerLenses(runs: RunStore, simulations: Ongoing): vscode.Disposable {
  const disposables = new Disposables();
  const changed = disposables.add(new vscode.EventEmitter<void>());
  const soon = disposables.add(new Throttled(FOLLOW_EVERY_MS, () => Promise.resolve(changed.fire())));
  disposables.add(runs.onDidChange(() => soon.trigger()));
  disposables.add(simulations.onDidChange(() => soon.trigger()));
  disposables.add(vscode.workspace.onDidGrantWorkspaceTrust(() => soon.trigger()));
  const ages = setInterval(() => {
    if (vscode.window.visibleTextEditors.some(({ document }) => isConfigDocument(document))) changed.fire();
  }, AGES_EVERY_MS);
  disposables.add({ dispose: () => clearInterval(ages) });
  disposables.add(vscode.languages.registerCodeLensProvider(CONFIGS, new ConfigLenses(runs, simulations, changed.event)));
  return disposables;
}

type Lens = Parameters<typeof codeLens>[1];

function simulateCommand(uri: vscode.Uri): Lens {
  if (!vscode.workspace.isTrusted) {
    return { icon: "workspace-untrusted", title: "Simulating is off in Restricted Mode", command: "workbench.trust.manage", tooltip: "Trust this workspace to simulate its configs." };
  }
  return { icon: "play", title: "Simulate", command: Command.Simulate, arguments: [uri], tooltip: "Simulate this config with its own key" };
}

function goingCommands(going: Simulation): Lens[] {
  const runs: Lens = { icon: "sync~spin", title: progressText(going), command: "", tooltip: "Open the run's view" };
  return [
    going.runFolder === null ? runs : { ...runs, command: Command.OpenRun, arguments: [{ runFolder: going.runFolder }] },
    { icon: "debug-stop", title: "Stop", command: Command.Stop, arguments: [{ configFile: going.configFile }], tooltip: "Stop; what was simulated until now is kept" },
  ];
}

function newestCommand(run: ReadableRun): Lens {
  const { manifest, folder, configFile } = run;
  return {
    icon: "history",
    title: `last run ${ageText(new Date(manifest.started))}: ${resultText(run)}`,
    command: Command.OpenRun,
    arguments: [{ runFolder: folder }],
    tooltip: `Open ${runTitle(configFile, manifest)} (key ${keyText(manifest.random_key)})`,
  };
}

/** `1 024 spikes, 2.1 Hz`, and before it what kept a run from its end. */
function resultText({ manifest, status }: ReadableRun): string {
  const figures = `${plural(manifest.spikes_total, "spike")}, ${rate(manifest.mean_spike_count, manifest.bin_size)}`;
  return status === "finished" ? figures : `${status}, ${figures}`;
}
