import * as vscode from "vscode";
import { checkConfig } from "./host/config-editor/check-command";
import { setContext } from "./host/shared/contexts";
import { Diagnostics } from "./host/config-editor/diagnostics";
import { registerInlays } from "./host/config-editor/inlays";
import { fitCommands } from "./host/fits/commands";
import { startJsonSupport } from "./host/config-editor/json-support";
import { registerLenses } from "./host/config-editor/lenses";
import { LiveRuns } from "./host/simulations/live-runs";
import { disposeLog } from "./host/shared/log";
import { Command, Context } from "./host/shared/names";
import { runExport } from "./host/run-view/exports";
import { panelCommands } from "./host/run-view/panel-commands";
import { Plans } from "./host/config-editor/plans";
import { keepReady } from "./host/simulations/readiness";
import { registerCommands } from "./host/shared/register";
import { runCommands } from "./host/runs-view/run-commands";
import { RunEditors } from "./host/run-view/run-editor";
import { RunStore } from "./host/runs-view/run-store";
import { SimulationManager } from "./host/simulations/manager";
import { followRenames } from "./host/config-editor/rename-runs";
import { createRunsView } from "./host/runs-view/tree";
import { runsRoots, settingsFor } from "./host/shared/settings";
import { SimulationUi } from "./host/simulations/simulate";
import { simulateCommands } from "./host/simulations/simulate-commands";
import { createStatusBar } from "./host/simulations/status-bar";
import { newConfig } from "./host/config-editor/templates";
import { fileAccess } from "./host/shared/trust";
import { ViewStates } from "./host/run-view/view-states";
import { startAnalysis } from "./worker/analysis";
import { startReader } from "./worker/reader";

let running: SimulationManager | undefined;

/** The VS Code door: makes the parts and wires them; what they do is theirs. */
export function activate({ subscriptions, extensionUri, workspaceState }: vscode.ExtensionContext): void {
  const keep = <T extends vscode.Disposable>(part: T): T => {
    subscriptions.push(part);
    return part;
  };
  const bundle = (name: string): string => vscode.Uri.joinPath(extensionUri, "dist", name).fsPath;

  const simulationWorker = bundle("simulation-worker.js");
  const analysis = startAnalysis(bundle("analysis-worker.js"));
  keep({ dispose: () => analysis.close() });
  const simulations = (running = keep(new SimulationManager(simulationWorker, () => settingsFor().threads)));
  const reader = startReader(bundle("reader-worker.js"), { access: fileAccess, runsRoots });
  keep({ dispose: () => reader.close() });
  const runs = keep(
    new RunStore({ access: fileAccess, asRead: async (folder) => (await reader.open(folder).snapshot()).manifest }),
  );
  const live = keep(new LiveRuns(simulations, runs));
  const plans = keep(new Plans(analysis));
  const diagnostics = keep(new Diagnostics(plans, runs));
  const views = new ViewStates(workspaceState);
  const exportRun = runExport(runs, reader);
  const editors: RunEditors = keep(
    new RunEditors(extensionUri, reader, views, { simulations, live, runs }, panelCommands(runs, plans, exportRun)),
  );
  const simulationUi = new SimulationUi(simulations, live, diagnostics, (runFolder, status) =>
    editors.show(runFolder, status),
  );

  const { selected } = keep(createRunsView(runs, live));
  keep(createStatusBar(live));
  keep(keepReady(simulations, reader));
  keep(followRenames(simulations, views));
  keep(startJsonSupport());
  keep(registerLenses(runs, live));
  keep(registerInlays(plans));
  keep(live.onDidPublish(() => setContext(Context.Running, live.all.length > 0)));
  keep(
    registerCommands({
      ...simulateCommands(simulationUi, live, runs, plans),
      ...runCommands({ runs, simulations, editors, exportRun, selected }),
      [Command.NewConfig]: newConfig,
      ...fitCommands(analysis, workspaceState),
      [Command.CheckConfig]: (clicked) => checkConfig(clicked, plans, diagnostics, simulationWorker),
    }),
  );
  keep({ dispose: disposeLog });
}

/** Runs that go on are stopped, so that what they did until now is whole. */
export async function deactivate(): Promise<void> {
  await running?.stopAll();
}
