import { readdir } from "node:fs/promises";
import * as path from "node:path";
import * as vscode from "vscode";
import { mayOpen } from "../../files/access";
import { MANIFEST_FILE } from "../../protocol/manifest";
import { Disposables } from "../shared/disposables";
import { RunRecords, type ReadableRun, type RecordServices, type RunRecord } from "./run-records";
import { runsRoots, settingsFor } from "../shared/settings";
import { Throttled } from "../shared/timing";

/** A run being written causes many events a second; they are forwarded at most this often. */
const FORWARD_EVERY_MS = 300;

/** With more runs than this in one second, their numbers are not read. */
const MOST_IN_A_SECOND = 200;

/** What changed on disk. */
export interface RunsChange {
  /** Runs appeared or disappeared. */
  readonly listChanged: boolean;
  /** Folders of the runs whose manifests were written. */
  readonly manifests: ReadonlySet<string>;
}

/** The runs on disk, their manifests, and events when they change. */
export class RunStore implements vscode.Disposable {
  private readonly records: RunRecords;
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new vscode.EventEmitter<RunsChange>());
  private readonly forwarding = this.disposables.add(
    new Throttled(FORWARD_EVERY_MS, () => Promise.resolve(this.fire())),
  );
  private listChanged = false;
  private readonly manifests = new Set<string>();
  private watchers = new Disposables();
  /** Fires when runs appear, disappear or change. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly services: RecordServices) {
    this.records = new RunRecords(services);
    // Deferred: reading the settings for the first time would delay the extension's start.
    const start = setImmediate(() => this.watch());
    this.disposables.add({ dispose: () => clearImmediate(start) });
    const look = (): void => {
      this.watch();
      this.refresh();
    };
    const { workspace } = vscode;
    this.disposables.add(
      workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("spikeloop.runsFolder") && look()),
      workspace.onDidChangeWorkspaceFolders(look),
      workspace.onDidGrantWorkspaceTrust(() => this.refresh()),
    );
  }

  /** Looks for runs again. */
  refresh(): void {
    this.listChanged = true;
    this.forwarding.trigger();
  }

  async runsFolderOf(configFile: string): Promise<string> {
    const { runsFolderOf } = await import("../lazy");
    return runsFolderOf(configFile, settingsFor(configFile).runsRoot);
  }

  /** Reports that a run's manifest was written, as a file watcher would. */
  noteWritten(runFolder: string): void {
    this.manifests.add(runFolder);
    this.forwarding.trigger();
  }

  read(runFolder: string): Promise<RunRecord> {
    return this.records.read(runFolder);
  }

  /** Run folders in a runs folder, newest first. Manifests are read only of runs that started in the same second. */
  async runFolders(runsFolder: string): Promise<string[]> {
    if (!mayOpen(runsFolder, this.services.access())) return [];
    const entries = await readdir(runsFolder, { withFileTypes: true }).catch(() => []);
    const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    const sameSecond = new Map<string, string[]>();
    for (const name of names) {
      const others = sameSecond.get(second(name));
      if (others) others.push(name);
      else sameSecond.set(second(name), [name]);
    }
    const newestFirst = [...sameSecond.keys()].sort().reverse();
    const groups = await Promise.all(
      newestFirst.map(async (key) =>
        this.byNumber((sameSecond.get(key) ?? []).map((name) => path.join(runsFolder, name))),
      ),
    );
    return groups.flat();
  }

  /** The newest readable run of a config. */
  async newest(configFile: string): Promise<ReadableRun | null> {
    for (const folder of await this.runFolders(await this.runsFolderOf(configFile))) {
      const record = await this.read(folder);
      if (record.manifest !== null) return record;
    }
    return null;
  }

  dispose(): void {
    this.watchers.dispose();
    this.disposables.dispose();
  }

  private async byNumber(folders: readonly string[]): Promise<readonly string[]> {
    if (folders.length < 2 || folders.length > MOST_IN_A_SECOND) return [...folders].sort().reverse();
    const records = await Promise.all(folders.map((folder) => this.read(folder)));
    const number = ({ manifest }: RunRecord): number => manifest?.run_number ?? 0;
    return records.sort((a, b) => number(b) - number(a)).map(({ folder }) => folder);
  }

  private watch(): void {
    this.watchers.dispose();
    this.watchers = new Disposables();
    const patterns: vscode.GlobPattern[] = ["{**/*.runs,**/*.runs/**}"];
    for (const root of runsRoots()) patterns.push(new vscode.RelativePattern(vscode.Uri.file(root), "**"));
    for (const pattern of patterns) {
      const watcher = vscode.workspace.createFileSystemWatcher(pattern);
      this.watchers.add(
        watcher,
        watcher.onDidCreate((uri) => this.onFile(uri, true)),
        watcher.onDidDelete((uri) => this.onFile(uri, true)),
        watcher.onDidChange((uri) => this.onFile(uri, false)),
      );
    }
  }

  /** Runs write many files; only manifests, and folders that appear or disappear, matter. */
  private onFile({ path: file, fsPath }: vscode.Uri, listChanged: boolean): void {
    if (path.posix.basename(file) === MANIFEST_FILE) {
      this.noteWritten(path.dirname(fsPath));
    } else if (listChanged && /\.runs(\/[^/]+)?$/.test(file)) {
      this.refresh();
    }
  }

  private fire(): void {
    const change = { listChanged: this.listChanged, manifests: new Set(this.manifests) };
    this.listChanged = false;
    this.manifests.clear();
    this.changed.fire(change);
  }
}

/** The start time in a run folder's name, which sorts as text: `20261123T101530Z` of `20261123T101530Z-key123`. */
function second(name: string): string {
  return name.split("-", 1)[0];
}
