import { sep } from "node:path";
import type * as vscode from "vscode";
import type { ViewState } from "../../protocol/panel";

const KEY = "spikeloop.views";
/** Maximum number of remembered views; the least recently used one is dropped. */
const KEPT = 200;

/** What the user chose in run views, stored with the workspace across restarts. */
export class ViewStates {
  constructor(private readonly memory: vscode.Memento) {}

  of(runFolder: string): ViewState | null {
    return this.all().find(([folder]) => folder === runFolder)?.[1] ?? null;
  }

  keep(runFolder: string, state: ViewState): void {
    const others = this.all().filter(([folder]) => folder !== runFolder);
    void this.memory.update(KEY, [...others, [runFolder, state]].slice(-KEPT));
  }

  /** Updates paths when a folder of runs, or one above it, has moved. */
  moved(from: string, to: string): void {
    const all = this.all();
    const place = (folder: string): string => (folder.startsWith(from + sep) ? to + folder.slice(from.length) : folder);
    if (all.some(([folder]) => place(folder) !== folder))
      void this.memory.update(
        KEY,
        all.map(([folder, state]) => [place(folder), state]),
      );
  }

  private all(): readonly (readonly [folder: string, state: ViewState])[] {
    return this.memory.get(KEY, []);
  }
}
