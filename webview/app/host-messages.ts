/** Applies the host's messages (snapshots, and growth during the run) at most ten times a second. */
import type { ToPanel } from "../../src/protocol/panel";
import type { RunSnapshot } from "../../src/protocol/queries";
import type { Host } from "../host/host";
import type { ViewStateSync } from "./view-state-sync";
import type { State, Store } from "./store";

/** Least time between two changes of the store, in milliseconds. */
const INTERVAL_MS = 100;

export class HostMessages {
  /** Increases when data read before may have changed. A running run only grows, which does not change it. */
  revision = 0;
  private pending: Partial<State> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last = 0;
  private lastRun = 0;

  constructor(
    private readonly store: Store,
    private readonly viewState: ViewStateSync,
  ) {}

  /** Applies the messages that came with the page, then listens for more. */
  listen(host: Host): void {
    for (const message of host.firstMessages) this.receive(message);
    this.commit();
    host.onMessage((message) => this.receive(message));
  }

  private receive(message: ToPanel): void {
    switch (message.type) {
      case "run": {
        if (message.opening !== undefined) this.viewState.open(message.opening);
        if (
          message.redraw === true ||
          !isOnlyLonger(message.snapshot, this.pending?.snapshot ?? this.store.get().snapshot)
        )
          this.revision++;
        this.commitDebounced({
          name: message.name,
          snapshot: message.snapshot,
          secondsLeft: message.secondsLeft,
          gone: null,
          problem: null,
        });
        // Progress does not wait behind growth, since other places show it at the same time.
        if (performance.now() - this.lastRun >= INTERVAL_MS) this.commit();
        return;
      }
      case "grown": {
        this.commitDebounced({ grown: message.bins });
        return;
      }
      case "trust": {
        this.store.set({ canSimulate: message.canSimulate });
        return;
      }
      case "gone": {
        this.commitDebounced({ name: message.name, gone: message.message });
        return;
      }
    }
  }

  private commitDebounced(change: Partial<State>): void {
    this.pending = { ...this.pending, ...change };
    this.timer ??= setTimeout(() => this.commit(), Math.max(0, this.last + INTERVAL_MS - performance.now()));
  }

  private commit(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const change = this.pending;
    this.pending = null;
    if (!change) return;
    this.last = performance.now();
    if (change.snapshot) this.lastRun = this.last;
    this.store.set(change);
  }
}

function isOnlyLonger(now: RunSnapshot, before: RunSnapshot | null): boolean {
  if (
    before === null ||
    now.shownStatus !== before.shownStatus ||
    now.fileProblems.length !== before.fileProblems.length
  )
    return false;
  return now.shownStatus === "running" || now.stamp === before.stamp;
}
