import * as path from "node:path";
import * as vscode from "vscode";
import type { Problem } from "../../config/types";
import type { Key } from "../../model/types";
import { isThere } from "../../files/there";
import { MANIFEST_FILE, type RunManifest, type RunStatus } from "../../protocol/manifest";
import { bytes, count, plural, whole } from "../../text/numbers";
import type { ResourceEstimate } from "../../simulation/messages";
import type { Diagnostics } from "../config-editor/diagnostics";
import type { LiveRuns } from "./live-runs";
import { log, showError } from "../shared/log";
import { ask, showErrorMessage, showInformationMessage, showWarningMessage } from "../shared/messages";
import { Command, configName } from "../shared/names";
import { showProgress } from "./progress";
import { openRun } from "../run-view/run-editor";
import { runTitle } from "../runs-view/run-records";
import type { Outcome, SimulationHandle, SimulationManager } from "./manager";
import { settingsFor } from "../shared/settings";

/** A run that took longer than this is reported when it is done, if nobody looks at it. */
const LONG_RUN_SECONDS = 10;

/** Simulates configs as a person asks for it: saves first, asks before a large run, shows progress, the view and what went wrong. */
export class SimulationUi {
  constructor(
    private readonly simulations: SimulationManager,
    private readonly live: LiveRuns,
    private readonly diagnostics: Diagnostics,
    private readonly isShown: (runFolder: string, status: RunStatus) => Promise<boolean>,
  ) {}

  /** Simulates one config. undefined: with the config's own key. */
  async simulate(configFile: string, randomKey?: Key): Promise<Outcome> {
    const begin = await this.prepare(configFile, randomKey);
    if (begin === null) return notSaved(configFile);
    const simulation = begin();
    void showProgress([simulation], this.live, `Simulating ${simulation.name}`);
    return this.follow(simulation);
  }

  /** Simulates configs at once, one per thread; Cancel ends them all. What was skipped, and why, is said at the end. */
  async simulateAll(configFiles: readonly string[], skipped: readonly string[]): Promise<void> {
    const prepared = await Promise.all(configFiles.map((configFile) => this.prepare(configFile)));
    // All begin together, so that each knows from the start that it is not alone.
    const begun = prepared.map((begin) => begin?.());
    const simulations = begun.filter((simulation) => simulation !== undefined);
    void showProgress(simulations, this.live, `Simulating ${plural(simulations.length, "config")}`);
    const outcomes = await Promise.all(
      begun.map((simulation, i) => (simulation ? this.follow(simulation) : notSaved(configFiles[i]))),
    );
    const left = skipped.map((name) => `${name} (no config)`);
    outcomes.forEach((outcome, i) => {
      if (!isSimulated(outcome)) left.push(`${path.basename(configFiles[i])} (${reasonOf(outcome)})`);
    });
    const summary = `Simulated ${plural(outcomes.filter(isSimulated).length, "config")}.`;
    if (left.length === 0) void showInformationMessage(summary);
    else void showWarningMessage(`${summary} Skipped: ${left.join(", ")}.`);
  }

  /** All that comes before a simulation begins; null where the config could not be saved. */
  private async prepare(configFile: string, randomKey?: Key): Promise<(() => SimulationHandle) | null> {
    if (!(await saved(configFile))) return null;
    this.diagnostics.simulationStarted(configFile);
    const { runsFolderOf } = await import("../lazy");
    const { runsRoot, blockSize, confirmAbove } = settingsFor(configFile);
    const request = {
      configFile,
      ...(randomKey && { overrides: { randomKey } }),
      runsFolder: runsFolderOf(configFile, runsRoot),
      ...(blockSize !== undefined && { blockSize }),
    };
    return () =>
      this.simulations.start(request, {
        confirm: (estimate) => confirmed(configFile, estimate, confirmAbove),
        onWarnings: (warnings) => this.warn(configFile, warnings),
      });
  }

  /** Opens the run's view as the settings say, and reports how the simulation ended. */
  private async follow(simulation: SimulationHandle): Promise<Outcome> {
    const { configFile } = simulation;
    const { openView } = settingsFor(configFile);
    const opening = openView === "whenStarted" ? this.openWhenStarted(simulation) : undefined;
    const outcome = await simulation.outcome;
    await opening;
    if (outcome.type === "ended" && openView === "whenDone") await this.open(outcome.runFolder, configFile);
    await this.report(configFile, outcome);
    return outcome;
  }

  /** Resolves when the view is open, or when there is nothing to be opened. */
  private async openWhenStarted(simulation: SimulationHandle): Promise<void> {
    let listener: vscode.Disposable | undefined;
    const started = new Promise<void>((resolve) => {
      listener = this.simulations.onDidChange((changed) => changed === simulation && changed.runFolder && resolve());
    });
    await Promise.race([started, simulation.outcome]);
    listener?.dispose();
    const { runFolder, configFile } = simulation;
    if (runFolder === null) return;
    const failed = (error: unknown): void => showError("The run's view could not be opened", error);
    await this.open(runFolder, configFile).catch(failed);
  }

  private async open(runFolder: string, configFile: string): Promise<void> {
    const beside = settingsFor(configFile).openBeside;
    await openRun(runFolder, { beside, preserveFocus: beside });
  }

  /** In the list of problems and in the log, so that nobody is held up by what does not keep a config from being simulated. */
  private warn(configFile: string, warnings: readonly Problem[]): void {
    for (const { line, message } of warnings) log().warn(`${configFile}:${line}: ${message}`);
    this.diagnostics
      .fromRun(configFile, warnings)
      .catch((error: unknown) => showError("The warnings could not be shown", error));
  }

  private async report(configFile: string, outcome: Outcome): Promise<void> {
    switch (outcome.type) {
      case "calledOff":
        return;
      case "problems":
        await this.diagnostics.fromRun(configFile, outcome.problems);
        // Nobody waits for the person to have read it.
        showProblems(configFile, outcome.problems).catch((error: unknown) =>
          showError("The problems could not be shown", error),
        );
        return;
      case "refused":
        log().error(`${configFile}: ${outcome.message}`);
        void showErrorMessage(`${configName(configFile)} was not simulated: ${outcome.message}`);
        return;
      case "ended":
        this.diagnostics.simulationEnded(configFile);
        log().info(
          `${outcome.runFolder}: ${outcome.manifest.status}, ${whole(outcome.manifest.bins_done)} bins, ${count(outcome.manifest.spikes_total)} spikes`,
        );
        return this.showEnd(configFile, outcome.runFolder, outcome.manifest);
    }
  }

  /** Says how a run ended, unless its view is looked at, which says the same and would be covered. */
  private async showEnd(configFile: string, runFolder: string, manifest: RunManifest): Promise<void> {
    if (await this.isShown(runFolder, manifest.status)) return;
    const name = runTitle(configFile, manifest);
    const offerView = (show: typeof showErrorMessage, text: string): void =>
      void show(text, "Open Run").then(
        (chosen) => chosen && vscode.commands.executeCommand(Command.OpenRun, { runFolder }),
      );
    const { status, error } = manifest;
    if (status === "failed")
      offerView(showErrorMessage, `${name} failed: ${error?.message ?? "see the log"} ${await whatIsKept(runFolder)}`);
    else if (status === "diverged") offerView(showWarningMessage, `${name} diverged: ${error?.message ?? ""}`);
    else if (status === "finished" && manifest.elapsed_seconds > LONG_RUN_SECONDS)
      offerView(showInformationMessage, `${name} is finished: ${plural(manifest.spikes_total, "spike")}.`);
  }
}

async function whatIsKept(runFolder: string): Promise<string> {
  const isKept = await isThere(path.join(runFolder, MANIFEST_FILE));
  return isKept ? "What was done until then is kept." : "Its folder is gone, and what was done until then with it.";
}

/** Says that a config has problems, with the first of them and the way to all. */
async function showProblems(configFile: string, problems: readonly Problem[]): Promise<void> {
  const has = `${path.basename(configFile)} has ${plural(problems.length, "problem")}`;
  const text = `${has}, so nothing was simulated. ${problems[0]?.message ?? ""}`;
  if ((await showErrorMessage(text, "Show Problems")) === undefined) return;
  await vscode.window.showTextDocument(vscode.Uri.file(configFile));
  await vscode.commands.executeCommand("workbench.actions.view.problems");
}

/** Saves the config if it is being edited. */
async function saved(configFile: string): Promise<boolean> {
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "file" && uri.fsPath === configFile);
  return open === undefined || !open.isDirty || open.save();
}

async function confirmed(configFile: string, estimate: ResourceEstimate, above: number): Promise<boolean> {
  if (estimate.diskBytes <= above) return true;
  const simulate = "Simulate";
  const size = `${plural(estimate.nNeurons, "neuron")} × ${plural(estimate.nTimeBins, "bin")}`;
  const detail = [
    `On disk: ${bytes(estimate.diskBytes)} of ${bytes(estimate.diskAvailable)} free`,
    `In memory: ${bytes(estimate.memoryBytes)} of ${bytes(estimate.memoryAvailable)} free`,
    "The setting spikeloop.confirmAboveSize says from which size on this is asked.",
  ];
  return (await ask(`Simulate ${configName(configFile)}: ${size}?`, detail, simulate)) === simulate;
}

function notSaved(configFile: string): Outcome {
  return { type: "refused", message: `${path.basename(configFile)} could not be saved; nothing was simulated.` };
}

/** Whether it was simulated to its end, or until a rate diverged. */
function isSimulated(outcome: Outcome): boolean {
  return outcome.type === "ended" && (outcome.manifest.status === "finished" || outcome.manifest.status === "diverged");
}

function reasonOf(outcome: Outcome): string {
  switch (outcome.type) {
    case "problems":
      return plural(outcome.problems.length, "problem");
    case "refused":
      return outcome.message;
    case "calledOff":
      return "cancelled";
    case "ended":
      return outcome.manifest.status;
  }
}
