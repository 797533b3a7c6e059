import * as vscode from "vscode";
import { keyText, plural, rate } from "../../text/numbers";
import { percentDone, progressText } from "../../protocol/progress";
import { ageText } from "../../text/ages";
import { Disposables } from "../shared/disposables";
import type { LiveRuns } from "../simulations/live-runs";
import { codeLens } from "../shared/messages";
import { Command } from "../shared/names";
import { CONFIGS, isConfigDocument } from "./plans";
import { runTitle, type ReadableRun } from "../runs-view/run-records";
import type { RunStore } from "../runs-view/run-store";
import type { SimulationHandle } from "../simulations/manager";
import { Throttled } from "../shared/timing";

/** How often ages in lenses are updated. */
const AGES_EVERY_MS = 30_000;
/** Minimum time between updates while runs change. */
const FOLLOW_EVERY_MS = 500;

/** Above a config's first line: Simulate or the progress, and the result of the newest run. */
class ConfigLenses implements vscode.CodeLensProvider {
  constructor(
    private readonly runs: RunStore,
    private readonly live: LiveRuns,
    readonly onDidChangeCodeLenses: vscode.Event<void>,
  ) {}

  async provideCodeLenses({ uri }: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const simulation = this.live.all.find(({ configFile }) => configFile === uri.fsPath);
    const newest = await this.runs.newest(uri.fsPath);
    const commands = simulation ? this.runningCommands(simulation) : [simulateCommand(uri)];
    if (newest && newest.folder !== simulation?.runFolder) commands.push(this.newestCommand(newest));
    return commands.map((command) => codeLens(new vscode.Range(0, 0, 0, 0), command));
  }

  private runningCommands(simulation: SimulationHandle): Lens[] {
    const { runFolder, configFile } = simulation;
    const open = runFolder === null ? { command: "" } : { command: Command.OpenRun, arguments: [{ runFolder }] };
    return [
      { icon: "sync~spin", title: this.live.textOf(simulation), tooltip: "Open the run's view", ...open },
      {
        icon: "debug-stop",
        title: "Stop",
        command: Command.Stop,
        arguments: [{ configFile }],
        tooltip: "Stop; what was simulated until now is kept",
      },
    ];
  }

  private newestCommand(run: ReadableRun): Lens {
    const { manifest, folder, configFile } = run;
    return {
      icon: "history",
      title: `last run ${ageText(new Date(manifest.started))}: ${this.resultText(run)}`,
      command: Command.OpenRun,
      arguments: [{ runFolder: folder }],
      tooltip: `Open ${runTitle(configFile, manifest)} (key ${keyText(manifest.random_key)})`,
    };
  }

  /** `1 024 spikes, 2.1 Hz`, preceded by why a run stopped early; or the progress of another process's run. */
  private resultText(run: ReadableRun): string {
    const { manifest, status, folder } = run;
    if (status === "running") {
      this.live.follow(run);
      const moment = this.live.momentOf(folder);
      return progressText(percentDone(moment?.manifest ?? manifest), moment?.secondsLeft ?? null);
    }
    const figures = `${plural(manifest.spikes_total, "spike")}, ${rate(manifest.mean_spike_count, manifest.bin_size)}`;
    return status === "finished" ? figures : `${status}, ${figures}`;
  }
}

/** Registers the lenses of configs. */
export function registerLenses(runs: RunStore, live: LiveRuns): vscode.Disposable {
  const disposables = new Disposables();
  const changed = disposables.add(new vscode.EventEmitter<void>());
  const update = disposables.add(new Throttled(FOLLOW_EVERY_MS, () => Promise.resolve(changed.fire())));
  disposables.add(runs.onDidChange(() => update.trigger()));
  disposables.add(live.onDidPublish(() => update.trigger()));
  disposables.add(vscode.workspace.onDidGrantWorkspaceTrust(() => update.trigger()));
  const ages = setInterval(() => {
    if (vscode.window.visibleTextEditors.some(({ document }) => isConfigDocument(document))) changed.fire();
  }, AGES_EVERY_MS);
  disposables.add({ dispose: () => clearInterval(ages) });
  disposables.add(vscode.languages.registerCodeLensProvider(CONFIGS, new ConfigLenses(runs, live, changed.event)));
  return disposables;
}

type Lens = Parameters<typeof codeLens>[1];

function simulateCommand(uri: vscode.Uri): Lens {
  if (!vscode.workspace.isTrusted) {
    return {
      icon: "workspace-untrusted",
      title: "Simulating is off in Restricted Mode",
      command: "workbench.trust.manage",
      tooltip: "Trust this workspace to simulate its configs.",
    };
  }
  return {
    icon: "play",
    title: "Simulate",
    command: Command.Simulate,
    arguments: [uri],
    tooltip: "Simulate this config with its own key",
  };
}
