import { readdir } from "node:fs/promises";
import * as path from "node:path";
import * as vscode from "vscode";
import { mayOpen } from "../../files/access";
import { MANIFEST_FILE } from "../../protocol/manifest";
import { Disposables } from "../shared/disposables";
import { RunRecords, type ReadableRun, type RecordServices, type RunRecord } from "./run-records";
import { runsRoots, settingsFor } from "../shared/settings";
import { Throttled } from "../shared/timing";

/** Events of a run that is being written come many a second; they are passed on no more often than this. */
const CALM_MS = 300;

/** Of more runs than these that are said to have begun in one second the numbers are not looked up. */
const MOST_IN_A_SECOND = 200;

/** What changed on disk. */
export interface RunsChange {
  /** Runs came or went. */
  readonly which: boolean;
  /** Run folders whose manifests were written. */
  readonly manifests: ReadonlySet<string>;
}

/** The runs on disk: which there are, what their manifests say, and when that changed. */
export class RunStore implements vscode.Disposable {
  private readonly records: RunRecords;
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new vscode.EventEmitter<RunsChange>());
  private readonly soon = this.disposables.add(new Throttled(CALM_MS, () => Promise.resolve(this.fire())));
  private which = false;
  private readonly manifests = new Set<string>();
  private watchers = new Disposables();
  /** Fires when runs came, went or changed. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly services: RecordServices) {
    this.records = new RunRecords(services);
    // A turn later: with the first look at the settings it takes a third of the extension's start.
    const start = setImmediate(() => this.watch());
    this.disposables.add({ dispose: () => clearImmediate(start) });
    this.disposables.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration("spikeloop.runsFolder")) return;
        this.watch();
        this.refresh();
      }),
    );
    this.disposables.add(
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.watch();
        this.refresh();
      }),
    );
    this.disposables.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.refresh()));
  }

  /** Looks anew which runs there are. */
  refresh(): void {
    this.which = true;
    this.soon.trigger();
  }

  async runsFolderOf(configFile: string): Promise<string> {
    const { runsFolderOf } = await import("../late");
    return runsFolderOf(configFile, settingsFor(configFile).runsRoot);
  }

  /** Passes on that a run's manifest was written, as a file watcher would. */
  noteWritten(runFolder: string): void {
    this.manifests.add(runFolder);
    this.soon.trigger();
  }

  read(runFolder: string): Promise<RunRecord> {
    return this.records.read(runFolder);
  }

  /** Run folders inside a runs folder, newest first. Manifests are read only of the few runs that began in the same second. */
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

  /** The newest run of a config that can be read. */
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
      const watcher = this.watchers.add(vscode.workspace.createFileSystemWatcher(pattern));
      this.watchers.add(watcher.onDidCreate((uri) => this.onFile(uri, true)));
      this.watchers.add(watcher.onDidDelete((uri) => this.onFile(uri, true)));
      this.watchers.add(watcher.onDidChange((uri) => this.onFile(uri, false)));
    }
  }

  /** Of the many files that a run writes all the time only manifests count, and folders that come and go. */
  private onFile({ path: file, fsPath }: vscode.Uri, cameOrWent: boolean): void {
    if (path.posix.basename(file) === MANIFEST_FILE) {
      this.noteWritten(path.dirname(fsPath));
    } else if (cameOrWent && /\.runs(\/[^/]+)?$/.test(file)) {
      this.refresh();
    }
  }

  private fire(): void {
    const change = { which: this.which, manifests: new Set(this.manifests) };
    this.which = false;
    this.manifests.clear();
    this.changed.fire(change);
  }
}

/** The moment in a run folder's name, which sorts as text: `20261123T101530Z` of `20261123T101530Z-key123`. */
function second(name: string): string {
  return name.split("-", 1)[0];
}
