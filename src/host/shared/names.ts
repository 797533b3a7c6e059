/** Names that package.json and the code must agree on. */
import { fileName } from "../../text/paths";

export const CONFIG_ENDING = ".glm.json";
/** The language of configs: its own, since VS Code starts extensions for a language and not for a pattern of file names. */
export const CONFIG_LANGUAGE = "spikeloop-config";
export const RUN_EDITOR = "spikeloop.run";
export const RUNS_VIEW = "spikeloop.runs";

export enum Command {
  Simulate = "spikeloop.simulate",
  SimulateNextKey = "spikeloop.simulateNextKey",
  SimulateWithKey = "spikeloop.simulateWithKey",
  RunAgain = "spikeloop.runAgain",
  Stop = "spikeloop.stop",
  OpenLatestRun = "spikeloop.openLatestRun",
  OpenRun = "spikeloop.openRun",
  OpenConfig = "spikeloop.openConfig",
  OpenRunFolder = "spikeloop.openRunFolder",
  CopyPath = "spikeloop.copyPath",
  DeleteRun = "spikeloop.deleteRun",
  RefreshRuns = "spikeloop.refreshRuns",
  ReloadRun = "spikeloop.reloadRun",
  NewConfig = "spikeloop.newConfig",
  CheckConfig = "spikeloop.checkConfig",
  ExportPicture = "spikeloop.exportPicture",
  ExportData = "spikeloop.exportData",
}

/** Context keys that `when` clauses of package.json ask for. */
export enum Context {
  /** A run is going on. */
  Running = "spikeloop.running",
  /** The run in the active view is going on. */
  ActiveRunRunning = "spikeloop.activeRunRunning",
}

/** Whether a path is a config's. */
export function isConfig(path: string): boolean {
  return path.endsWith(CONFIG_ENDING);
}

/** What people call a config: its file's name without the ending. */
export function configName(configFile: string): string {
  const name = fileName(configFile);
  return isConfig(name) ? name.slice(0, -CONFIG_ENDING.length) : name;
}
