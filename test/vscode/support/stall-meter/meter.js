// Lives in the same extension host as Spikeloop, so that a stall of its event loop is one here too.
import { writeFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import * as vscode from "vscode";

const delay = monitorEventLoopDelay({ resolution: 1 });

/** @param {vscode.ExtensionContext} context */
export function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("stallMeter.start", () => {
      delay.reset();
      delay.enable();
    }),
    vscode.commands.registerCommand("stallMeter.stop", () => {
      delay.disable();
      writeFileSync(process.env.STALL_METER_FILE, JSON.stringify({ longestMs: delay.max / 1e6, samples: delay.count, rssBytes: process.memoryUsage().rss }));
    }),
  );
}
