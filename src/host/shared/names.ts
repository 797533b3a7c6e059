/** Names that package.json and the code share. */
import { fileName } from "../../text/paths";

/** How every config's file name ends. */
export const CONFIG_ENDING = ".glm.json";
/** The language of configs: VS Code activates extensions by language, not by file pattern. */
export const CONFIG_LANGUAGE = "spikeloop-config";
/** The view type of the run editor. */
export const RUN_EDITOR = "spikeloop.run";
/** The ID of the Runs view. */
export const RUNS_VIEW = "spikeloop.runs";

/** The commands of package.json. */
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
  NewFromFit = "spikeloop.newFromFit",
  CopyHelper = "spikeloop.copyHelper",
  CheckConfig = "spikeloop.checkConfig",
  ExportPicture = "spikeloop.exportPicture",
  ExportData = "spikeloop.exportData",
}

/** Context keys in the `when` clauses of package.json. */
export enum Context {
  /** A simulation is running. */
  Running = "spikeloop.running",
  /** The run in the active view is running. */
  ActiveRunRunning = "spikeloop.activeRunRunning",
}

/** Whether a path is a config's. */
export function isConfig(path: string): boolean {
  return path.endsWith(CONFIG_ENDING);
}

/** A config's name: its file name without the ending. */
export function configName(configFile: string): string {
  const name = fileName(configFile);
  return isConfig(name) ? name.slice(0, -CONFIG_ENDING.length) : name;
}
