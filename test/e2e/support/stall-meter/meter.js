// Lives in the same extension host as Spikeloop, so that a stall of its event loop is one here too.
import { readFileSync, writeFileSync } from "node:fs";
import * as vscode from "vscode";

const EVERY_MS = 5;

/** @param {vscode.ExtensionContext} context */
export function activate(context) {
  /** @type {Meter | undefined} */
  let meter;
  context.subscriptions.push(
    vscode.commands.registerCommand("stallMeter.start", () => {
      setTimeout(() => (meter = new Meter()), 500);
    }),
    vscode.commands.registerCommand("stallMeter.stop", () => {
      if (process.env.STALL_METER_FILE !== undefined)
        writeFileSync(process.env.STALL_METER_FILE, JSON.stringify(meter?.stop()));
    }),
  );
}

/**
 * Notes how late a timer comes, and how much of that is the extension host's own: not while it slept with nothing to do and the
 * system woke it late, nor while it was ready but other programs had the processors.
 */
class Meter {
  #turns = 0;
  /** @type {{ atMs: number, lateMs: number, ownMs: number }[]} the longest of its own, longest first */
  #stalls = [];
  #start = performance.now();
  #last = this.#start;
  #queued = queuedMs();
  #use = performance.eventLoopUtilization();
  #timer = setInterval(() => this.#turn(), EVERY_MS);

  #turn() {
    const lateMs = Math.max(0, performance.now() - this.#last - EVERY_MS);
    const queued = queuedMs();
    const use = performance.eventLoopUtilization();
    const ownMs = Math.max(0, Math.min(lateMs - (queued - this.#queued), use.active - this.#use.active));
    this.#stalls.push({ atMs: this.#last - this.#start, lateMs, ownMs });
    this.#stalls.sort((a, b) => b.ownMs - a.ownMs).splice(5);
    this.#turns++;
    this.#queued = queued;
    this.#use = use;
    this.#last = performance.now();
  }

  stop() {
    clearInterval(this.#timer);
    return { turns: this.#turns, stalls: this.#stalls };
  }
}

/** Milliseconds that the main thread has been ready to run but had no processor; 0 where the system does not tell. */
function queuedMs() {
  try {
    return Number(readFileSync("/proc/self/schedstat", "utf8").split(" ")[1]) / 1e6;
  } catch {
    return 0;
  }
}
