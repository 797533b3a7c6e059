import * as vscode from "vscode";
import { duration } from "../protocol/numbers";
import type { Simulation, Simulations } from "./running";

/** A run shorter than this is over before a notification could be read. */
const SHOWN_AFTER_MS = 500;

/** `43 % · ETA 12 s`: how far a simulation is. */
export function progressText({ manifest, secondsLeft }: Simulation): string {
  if (manifest === null) return "waiting to start";
  const percent = `${Math.floor(percentDone(manifest))}\u202f%`;
  return secondsLeft === null ? percent : `${percent} · ETA ${duration(Math.max(1, Math.ceil(secondsLeft)))}`;
}

/** Shows a notification with percentage, time left and Cancel for as long as the simulation goes on. */
export async function showProgress(simulation: Simulation, simulations: Simulations, title: string): Promise<void> {
  const over = simulation.outcome.then(() => true);
  const soon = new Promise<false>((resolve) => setTimeout(() => resolve(false), SHOWN_AFTER_MS));
  if (await Promise.race([over, soon])) return;
  const options = { location: vscode.ProgressLocation.Notification, cancellable: true, title };
  await vscode.window.withProgress(options, async (progress, token) => {
    token.onCancellationRequested(() => simulation.stop());
    let shown = 0;
    const report = (): void => {
      const percent = simulation.manifest ? percentDone(simulation.manifest) : 0;
      progress.report({ message: progressText(simulation), increment: percent - shown });
      shown = percent;
    };
    report();
    const listener = simulations.onDidChange((changed) => changed === simulation && report());
    await over;
    listener.dispose();
  });
}

function percentDone({ bins_done, n_time_bins }: { readonly bins_done: number; readonly n_time_bins: number }): number {
  return (100 * bins_done) / n_time_bins;
}
