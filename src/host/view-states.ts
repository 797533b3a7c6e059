import type * as vscode from "vscode";
import type { ViewState } from "../protocol/panel";

const KEY = "spikeloop.views";
/** Runs whose views are remembered; the one looked at longest ago is forgotten first. */
const KEPT = 200;

/** What a person set in the views of runs, kept with the workspace across restarts. */
export class ViewStates {
  constructor(private readonly memory: vscode.Memento) {}

  of(runFolder: string): ViewState | null {
    return this.all().find(([folder]) => folder === runFolder)?.[1] ?? null;
  }

  keep(runFolder: string, state: ViewState): void {
    const others = this.all().filter(([folder]) => folder !== runFolder);
    void this.memory.update(KEY, [...others, [runFolder, state]].slice(-KEPT));
  }

  forget(runFolder: string): void {
    void this.memory.update(KEY, this.all().filter(([folder]) => folder !== runFolder));
  }

  private all(): readonly (readonly [folder: string, state: ViewState])[] {
    return this.memory.get(KEY, []);
  }
}
