import * as os from "node:os";
import * as path from "node:path";
import * as vscode from "vscode";

/** The settings for a config, validated: an invalid value counts as missing. */
export interface Settings {
  /** Absolute path; undefined: beside the config. */
  readonly runsRoot: string | undefined;
  /** When a run's view opens by itself. */
  readonly openView: "whenStarted" | "whenDone" | "never";
  readonly openBeside: boolean;
  /** Threads shared by all running simulations. */
  readonly threads: number;
  /** Bins; undefined: chosen from the problem. */
  readonly blockSize: number | undefined;
  /** Runs above this many bytes on disk need confirmation. */
  readonly confirmAbove: number;
}

/** The settings that apply to a config, or to the workspace. */
export function settingsFor(configFile?: string): Settings {
  const uri = configFile === undefined ? undefined : vscode.Uri.file(configFile);
  const section = vscode.workspace.getConfiguration("spikeloop", uri);
  const number = (name: string): number => {
    const value = section.get<unknown>(name);
    return typeof value === "number" && Number.isFinite(value) && value > 0 ? value : 0;
  };
  const openView = section.get<unknown>("openView");
  return {
    runsRoot: runsRoot(section.get<unknown>("runsFolder"), uri),
    openView: openView === "whenDone" || openView === "never" ? openView : "whenStarted",
    openBeside: section.get<unknown>("openViewBeside") === true,
    threads: Math.floor(number("threads")) || os.availableParallelism(),
    blockSize: Math.floor(number("blockSize")) || undefined,
    confirmAbove: number("confirmAboveSize") * 1e6 || Infinity,
  };
}

/** All folders that the setting names in this workspace. */
export function runsRoots(): string[] {
  const folders = [undefined, ...(vscode.workspace.workspaceFolders ?? [])];
  const roots = folders.map((folder) => settingsFor(folder?.uri.fsPath).runsRoot);
  return [...new Set(roots.filter((root) => root !== undefined))];
}

/** The setting's folder for runs; a relative path is resolved in the config's workspace folder (or the first). */
function runsRoot(value: unknown, configUri: vscode.Uri | undefined): string | undefined {
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const named = value.trim().replace(/^~(?=$|[\\/])/, os.homedir());
  if (path.isAbsolute(named)) return path.normalize(named);
  const inside = configUri && vscode.workspace.getWorkspaceFolder(configUri);
  const folder =
    (inside ?? vscode.workspace.workspaceFolders?.[0])?.uri.fsPath ?? (configUri && path.dirname(configUri.fsPath));
  return folder === undefined ? undefined : path.join(folder, named);
}
