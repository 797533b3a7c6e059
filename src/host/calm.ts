import * as vscode from "vscode";
import { Disposables } from "./disposables";
import type { Ongoing, Simulation } from "./running";

/**
 * Changes are passed on so long after the first of them. A run that is over by then was never shown as going on, and VS Code, which
 * opens its view meanwhile, has nothing else to draw: that brings the first picture about 80 ms forward.
 */
const CALM_MS = 500;

/** The simulations as what stands around views follows them: bars, lenses, lists. */
export class CalmSimulations implements Ongoing, vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new vscode.EventEmitter<void>());
  readonly onDidChange = this.changed.event;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly simulations: Ongoing) {
    this.disposables.add(simulations.onDidChange(() => (this.timer ??= setTimeout(() => this.tell(), CALM_MS))));
    this.disposables.add({ dispose: () => clearTimeout(this.timer) });
  }

  get all(): readonly Simulation[] {
    return this.simulations.all;
  }

  of(runFolder: string): Simulation | undefined {
    return this.simulations.of(runFolder);
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private tell(): void {
    this.timer = undefined;
    this.changed.fire();
  }
}
