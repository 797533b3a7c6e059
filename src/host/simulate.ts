import * as path from "node:path";
import * as vscode from "vscode";
import type { Key } from "../model/types";
import type { RunManifest } from "../protocol/manifest";
import { bytes, count, plural, whole } from "../protocol/numbers";
import type { RunNeed } from "../worker/messages";
import type { Diagnostics } from "./diagnostics";
import { log, showError } from "./log";
import { Command, configName } from "./names";
import { showProgress } from "./progress";
import { openRun } from "./run-editor";
import { runTitle } from "./run-records";
import type { Outcome, Simulation, Simulations } from "./running";
import { settingsFor } from "./settings";

/** A run that took longer than this is reported when it is done, if nobody looks at it. */
const WORTH_TELLING_SECONDS = 10;

/** Simulates configs as a person asks for it: saves first, asks before a large run, shows progress, the view and what went wrong. */
export class Simulator {
  constructor(
    private readonly simulations: Simulations,
    private readonly diagnostics: Diagnostics,
    private readonly isVisible: (runFolder: string) => boolean,
  ) {}

  /** Simulates one config. undefined: with the config's own key. */
  async simulate(configFile: string, randomKey?: Key, title = `Simulating ${configName(configFile)}`): Promise<Outcome> {
    if (!(await saved(configFile))) return { type: "refused", message: `${path.basename(configFile)} could not be saved; nothing was simulated.` };
    const { runsFolderOf } = await import("./late");
    const settings = settingsFor(configFile);
    const request = {
      configFile,
      ...(randomKey && { overrides: { randomKey } }),
      runsFolder: runsFolderOf(configFile, settings.runsRoot),
      ...(settings.blockSize !== undefined && { blockSize: settings.blockSize }),
    };
    const simulation = this.simulations.start(request, (need) => confirmed(configFile, need, settings.confirmAbove));
    void showProgress(simulation, this.simulations, title);
    if (settings.openView === "whenStarted") this.openWhenStarted(simulation);
    const outcome = await simulation.outcome;
    if (outcome.type === "ended" && settings.openView === "whenDone") await this.open(outcome.runFolder, configFile);
    await this.tell(configFile, outcome);
    return outcome;
  }

  /** One config after the other; Cancel ends them all. What was skipped, and why, is said at the end. */
  async simulateAll(configFiles: readonly string[], skipped: readonly string[]): Promise<void> {
    const left: string[] = skipped.map((name) => `${name} (no config)`);
    let done = 0;
    for (const [index, configFile] of configFiles.entries()) {
      const outcome = await this.simulate(configFile, undefined, `Simulating ${configName(configFile)} (${index + 1} of ${configFiles.length})`);
      if (outcome.type === "ended" && outcome.manifest.status !== "cancelled") done++;
      else left.push(`${path.basename(configFile)} (${reasonOf(outcome)})`);
      if (isCalledOff(outcome)) {
        left.push(...configFiles.slice(index + 1).map((file) => path.basename(file)));
        break;
      }
    }
    const summary = `Simulated ${plural(done, "config")}.`;
    if (left.length === 0) void vscode.window.showInformationMessage(summary);
    else void vscode.window.showWarningMessage(`${summary} Skipped: ${left.join(", ")}.`);
  }

  private openWhenStarted(simulation: Simulation): void {
    const listener = this.simulations.onDidChange((changed) => {
      if (changed !== simulation || simulation.runFolder === null) return;
      listener.dispose();
      this.open(simulation.runFolder, simulation.configFile).catch((error: unknown) => showError("The run's view could not be opened", error));
    });
    void simulation.outcome.finally(() => listener.dispose());
  }

  private async open(runFolder: string, configFile: string): Promise<void> {
    const beside = settingsFor(configFile).openBeside;
    await openRun(runFolder, { beside, preserveFocus: beside });
  }

  private async tell(configFile: string, outcome: Outcome): Promise<void> {
    switch (outcome.type) {
      case "calledOff":
        return;
      case "problems":
        await this.diagnostics.fromRun(configFile, outcome.problems);
        return tellProblems(configFile, outcome.problems.length, outcome.problems[0]?.message);
      case "refused":
        log().error(`${configFile}: ${outcome.message}`);
        void vscode.window.showErrorMessage(`${configName(configFile)} was not simulated: ${outcome.message}`);
        return;
      case "ended":
        log().info(`${outcome.runFolder}: ${outcome.manifest.status}, ${whole(outcome.manifest.bins_done)} bins, ${count(outcome.manifest.spikes_total)} spikes`);
        return this.tellEnd(configFile, outcome.runFolder, outcome.manifest);
    }
  }

  private tellEnd(configFile: string, runFolder: string, manifest: RunManifest): void {
    const looking = this.isVisible(runFolder);
    const name = runTitle(configFile, manifest);
    const offerView = async (chosen: Thenable<string | undefined>): Promise<void> => {
      if ((await chosen) !== undefined) await vscode.commands.executeCommand(Command.OpenRun, { runFolder });
    };
    if (manifest.status === "failed") {
      void offerView(vscode.window.showErrorMessage(`${name} failed: ${manifest.error?.message ?? "see the log"} What was done until then is kept.`, "Open Run"));
    } else if (manifest.status === "diverged" && !looking) {
      void offerView(vscode.window.showWarningMessage(`${name} diverged: ${manifest.error?.message ?? ""}`, "Open Run"));
    } else if (manifest.status === "finished" && !looking && manifest.elapsed_seconds > WORTH_TELLING_SECONDS) {
      void offerView(vscode.window.showInformationMessage(`${name} is finished: ${plural(manifest.spikes_total, "spike")}.`, "Open Run"));
    }
  }
}

/** Says that a config has problems, with the first of them and the way to all. */
export async function tellProblems(configFile: string, number: number, first: string | undefined): Promise<void> {
  const show = "Show Problems";
  const choice = await vscode.window.showErrorMessage(`${path.basename(configFile)} has ${plural(number, "problem")}, so nothing was simulated. ${first ?? ""}`, show);
  if (choice !== show) return;
  await vscode.window.showTextDocument(vscode.Uri.file(configFile));
  await vscode.commands.executeCommand("workbench.actions.view.problems");
}

/** Saves the config if it is being edited. */
async function saved(configFile: string): Promise<boolean> {
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "file" && uri.fsPath === configFile);
  return open === undefined || !open.isDirty || open.save();
}

async function confirmed(configFile: string, need: RunNeed, above: number): Promise<boolean> {
  if (need.diskBytes <= above) return true;
  const simulate = "Simulate";
  const size = `${plural(need.nNeurons, "neuron")} × ${plural(need.nTimeBins, "bin")}`;
  const detail = [
    `On disk: ${bytes(need.diskBytes)} of ${bytes(need.diskAvailable)} free`,
    `In memory: ${bytes(need.memoryBytes)} of ${bytes(need.memoryAvailable)} free`,
    "From which size on this is asked can be set (spikeloop.confirmAboveSize).",
  ].join("\n");
  const choice = await vscode.window.showWarningMessage(`Simulate ${configName(configFile)}: ${size}?`, { modal: true, detail }, simulate);
  return choice === simulate;
}

function isCalledOff(outcome: Outcome): boolean {
  return outcome.type === "calledOff" || (outcome.type === "ended" && outcome.manifest.status === "cancelled");
}

function reasonOf(outcome: Outcome): string {
  switch (outcome.type) {
    case "problems":
      return plural(outcome.problems.length, "problem");
    case "refused":
      return outcome.message;
    case "calledOff":
    case "ended":
      return "cancelled";
  }
}
