/** What the host tells of the run: snapshots, and while it goes on how far it has grown since; taken over at most ten times a second. */
import type { ToPanel } from "../../src/protocol/panel";
import type { RunSnapshot } from "../../src/protocol/queries";
import type { Host } from "../host/host";
import type { ViewStateSync } from "./view-state-sync";
import type { State, Store } from "./store";

/** Milliseconds between drawings of new data. */
const LEAST = 100;

export class HostMessages {
  /** Grows when what was read before may have changed. A run that goes on only grows: then equal questions have equal answers. */
  revision = 0;
  private waiting: Partial<State> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last = 0;
  private lastRun = 0;

  constructor(
    private readonly store: Store,
    private readonly viewState: ViewStateSync,
  ) {}

  /** Takes over what came with the page, then what comes. */
  listen(host: Host): void {
    for (const message of host.firstMessages) this.take(message);
    this.commit();
    host.onMessage((message) => this.take(message));
  }

  private take(message: ToPanel): void {
    switch (message.type) {
      case "run": {
        if (message.opening !== undefined) this.viewState.open(message.opening);
        if (
          message.redraw === true ||
          !isOnlyLonger(message.snapshot, this.waiting?.snapshot ?? this.store.get().snapshot)
        )
          this.revision++;
        this.commitDebounced({
          name: message.name,
          snapshot: message.snapshot,
          secondsLeft: message.secondsLeft,
          gone: null,
          problem: null,
        });
        // Do not let progress wait behind growth: all places show it at the same time.
        if (performance.now() - this.lastRun >= LEAST) this.commit();
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
    this.waiting = { ...this.waiting, ...change };
    this.timer ??= setTimeout(() => this.commit(), Math.max(0, this.last + LEAST - performance.now()));
  }

  private commit(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const change = this.waiting;
    this.waiting = null;
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
