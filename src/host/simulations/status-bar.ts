import type * as vscode from "vscode";
import { Disposables } from "../shared/disposables";
import type { LiveRuns } from "./live-runs";
import { joined, md } from "../shared/markdown";
import { StatusBarEntry } from "../shared/messages";
import { RUNS_VIEW } from "../shared/names";

/** Shows the progress of this window's simulations; a click opens the Runs view. */
export function createStatusBar(live: LiveRuns): vscode.Disposable {
  const disposables = new Disposables();
  const entry = disposables.add(
    new StatusBarEntry({
      id: "spikeloop.progress",
      name: "Spikeloop Simulations",
      command: `${RUNS_VIEW}.focus`,
      priority: 10,
    }),
  );
  disposables.add(
    live.onDidPublish(() => {
      const { all } = live;
      if (all.length === 0) {
        entry.hide();
        return;
      }
      const text = all.length === 1 ? `${all[0].name} ${live.textOf(all[0])}` : `${all.length} simulations`;
      const lines = all.map((one) => md`${one.name}: ${live.textOf(one)}`);
      entry.show(
        "sync~spin",
        text,
        joined(
          [
            ...lines,
            md`
Click to see the runs.
            `,
          ],
          "\n\n",
        ),
      );
    }),
  );
  return disposables;
}
