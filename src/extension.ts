import * as vscode from "vscode";
import { checkConfig } from "./host/check-command";
import { setContext } from "./host/contexts";
import { Diagnostics } from "./host/diagnostics";
import { registerInlays } from "./host/inlays";
import { registerLenses } from "./host/lenses";
import { LiveRuns } from "./host/live-runs";
import { disposeLog } from "./host/log";
import { Command, Context } from "./host/names";
import { panelCommands } from "./host/panel-commands";
import { Plans } from "./host/plans";
import { keepReady } from "./host/readiness";
import { registerCommands } from "./host/register";
import { runCommands } from "./host/run-commands";
import { RunEditors } from "./host/run-editor";
import { RunStore } from "./host/run-store";
import { Simulations } from "./host/running";
import { followRenames } from "./host/rename-runs";
import { createRunsView } from "./host/runs-tree/view";
import { runsRoots, settingsFor } from "./host/settings";
import { Simulator } from "./host/simulate";
import { simulateCommands } from "./host/simulate-commands";
import { createStatusBar } from "./host/status-bar";
import { newConfig } from "./host/templates";
import { fileAccess } from "./host/trust";
import { ViewStates } from "./host/view-states";
import { startAnalysis } from "./worker/analysis";
import { startReader } from "./worker/reader";

let running: Simulations | undefined;

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
  const simulations = (running = keep(new Simulations(simulationWorker, () => settingsFor().threads, (request) => analysis.need(request))));
  const reader = startReader(bundle("reader-worker.js"), { access: fileAccess, runsRoots });
  keep({ dispose: () => reader.close() });
  const runs = keep(new RunStore({ access: fileAccess, asRead: async (folder) => (await reader.open(folder).snapshot()).manifest }));
  const live = keep(new LiveRuns(simulations, runs));
  const plans = keep(new Plans(analysis));
  const diagnostics = keep(new Diagnostics(plans, runs));
  const views = new ViewStates(workspaceState);
  const editors: RunEditors = keep(new RunEditors(extensionUri, reader, views, { simulations, live, runs }, panelCommands(runs, plans)));
  const simulator = new Simulator(simulations, live, diagnostics, (runFolder, status) => editors.show(runFolder, status));

  const { selected } = keep(createRunsView(runs, live));
  keep(createStatusBar(live));
  keep(keepReady(simulations, reader));
  keep(followRenames(simulations, views));
  keep(registerLenses(runs, live));
  keep(registerInlays(plans));
  keep(live.onDidTell(() => setContext(Context.Running, live.all.length > 0)));
  keep(
    registerCommands({
      ...simulateCommands(simulator, live, runs, plans),
      ...runCommands({ runs, simulations, editors, reader, selected }),
      [Command.NewConfig]: newConfig,
      [Command.CheckConfig]: (clicked) => checkConfig(clicked, plans, diagnostics, simulationWorker),
    }),
  );
  keep({ dispose: disposeLog });
}

/** Runs that go on are stopped, so that what they did until now is whole. */
export async function deactivate(): Promise<void> {
  await running?.stopAll();
}
